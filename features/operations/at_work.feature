@operations @EP-01 @P1
Feature: A gateway at work

  Machines that send traffic ask a gateway how it is, every few seconds and for
  as long as it runs. It must go on saying so while it works.

  Rule: A gateway that takes traffic says that it is alive and ready

    @WORK-1
    Example: Somebody asks a gateway that is at work
      When the operator looks after the gateway
      Then the gateway is alive
      And the gateway is ready
