// The test system: mails nobody but the office, keeps less, costs little.
using 'main.bicep'

param stage = 'test'
param mailAllowList = '@example.jp'
param retentionYears = 1
param alertAddresses = ['gyosei-kanri@example.jp']
param monthlyBudget = 10000
param budgetStart = '2026-12-01'
param storageSku = 'Standard_LRS'
param isSendGridSandbox = true
param maximumInstances = 5
