// Says so when money runs away. It stops nothing.
param name string

@description('A month, in the currency of the contract.')
@minValue(1)
param amount int

@description('The first day of a month, not in the past when it is first deployed: yyyy-MM-01.')
param start string
param addresses string[]
param actionGroupId string

resource budget 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: 'budget-${name}'
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: { startDate: start }
    notifications: {
      spent80: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: addresses
        contactGroups: [actionGroupId]
      }
      willExceed: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: addresses
        contactGroups: [actionGroupId]
      }
    }
  }
}
