// What somebody must hear of. The names of events are those of functions/App/Operations/OperationsLog.cs; a test holds that they agree.
param name string
param location string
param tags object
param componentId string

@description('The addresses that alerts go to.')
@minLength(1)
param addresses string[]

@description('The app\'s own address, without a slash at its end.')
param appAddress string

// windowSize and evaluationFrequency are among those that Azure Monitor knows.
var alerts = [
  {
    name: 'orchestration-failed'
    title: 'オーケストレーションの失敗'
    severity: 1
    // Ours: the heartbeat found it. The other: the Durable extension's own tracking, which is there at once.
    query: 'traces | where customDimensions.EventName == "OrchestrationFailed" or (tostring(coalesce(customDimensions.Category, customDimensions.CategoryName)) == "Host.Triggers.DurableTask" and customDimensions.prop__functionType == "Orchestrator" and customDimensions.prop__state == "Failed")'
    window: 'PT1H'
    frequency: 'PT15M'
    isMissing: false
  }
  {
    name: 'mail-failing'
    title: 'メールが送れない'
    severity: 2
    query: 'traces | where customDimensions.EventName in ("MailKeepsFailing", "MailFailed", "MailUncertain", "SignInMailFailed")'
    window: 'PT1H'
    frequency: 'PT15M'
    isMissing: false
  }
  {
    name: 'cycle-overdue'
    title: '年度の評価が日程より遅れている'
    severity: 2
    query: 'traces | where customDimensions.EventName == "CycleOverdue"'
    window: 'P1D'
    frequency: 'P1D'
    isMissing: false
  }
  {
    name: 'plan-unreadable'
    title: '計画を読めない'
    severity: 2
    query: 'traces | where customDimensions.EventName == "PlanUnreadable"'
    window: 'P1D'
    frequency: 'P1D'
    isMissing: false
  }
  {
    name: 'heartbeat-lost'
    title: 'ハートビートが途絶えた'
    severity: 1
    // One row, also when there is nothing to count.
    query: 'traces | where customDimensions.EventName == "HeartbeatDone" | summarize Beats = count()'
    window: 'PT3H'
    frequency: 'PT30M'
    isMissing: true
  }
  {
    name: 'retention-lost'
    title: '保存期間後の削除が動いていない'
    severity: 3
    query: 'traces | where customDimensions.EventName == "RetentionDone" | summarize Nights = count()'
    window: 'P2D'
    frequency: 'P1D'
    isMissing: true
  }
]

resource group 'Microsoft.Insights/actionGroups@2024-10-01-preview' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'GyoseiFlow'
    enabled: true
    emailReceivers: [
      for (address, i) in addresses: { name: 'mail-${i}', emailAddress: address, useCommonAlertSchema: true }
    ]
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in alerts: {
    name: 'alert-${name}-${alert.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: alert.title
      description: '対応は docs/operations.ja.md の「${alert.name}」'
      severity: alert.severity
      enabled: true
      scopes: [componentId]
      evaluationFrequency: alert.frequency
      windowSize: alert.window
      autoMitigate: true
      criteria: {
        allOf: [
          union(
            {
              query: alert.query
              failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
            },
            alert.isMissing
              ? {
                  timeAggregation: 'Total'
                  metricMeasureColumn: alert.name == 'heartbeat-lost' ? 'Beats' : 'Nights'
                  operator: 'LessThan'
                  threshold: 1
                }
              : { timeAggregation: 'Count', operator: 'GreaterThan', threshold: 0 }
          )
        ]
      }
      actions: { actionGroups: [group.id] }
    }
  }
]

resource health 'Microsoft.Insights/webtests@2022-06-15' = {
  name: 'webtest-${name}-health'
  location: location
  tags: union(tags, { 'hidden-link:${componentId}': 'Resource' })
  kind: 'standard'
  properties: {
    Name: 'webtest-${name}-health'
    SyntheticMonitorId: 'webtest-${name}-health'
    Kind: 'standard'
    Enabled: true
    Frequency: 900
    Timeout: 30
    RetryEnabled: true
    Locations: [
      { Id: 'apac-jp-kaw-edge' }
      { Id: 'apac-hk-hkn-azr' }
      { Id: 'apac-sg-sin-azr' }
    ]
    Request: { RequestUrl: '${appAddress}/api/health', HttpVerb: 'GET', ParseDependentRequests: false }
    ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 30 }
  }
}

resource unavailable 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-${name}-unavailable'
  location: 'global'
  tags: tags
  properties: {
    description: '対応は docs/operations.ja.md の「unavailable」'
    severity: 1
    enabled: true
    scopes: [health.id, componentId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT30M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: health.id
      componentId: componentId
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: group.id }]
  }
}

output actionGroupId string = group.id
