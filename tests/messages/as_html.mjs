// Has Cucumber's official formatter make a page of messages: node as_html.mjs MESSAGES PAGE
import fs from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { CucumberHtmlStream } from '@cucumber/html-formatter'

const [messages, page] = process.argv.slice(2)
const lines = fs.readFileSync(messages, 'utf-8').trimEnd().split('\n')
const envelopes = Readable.from(lines.map((line) => JSON.parse(line)))
pipeline(envelopes, new CucumberHtmlStream(), fs.createWriteStream(page), (fault) => {
  if (fault) throw fault
})
