// For azd: the values are its environment's (azd env set NAME value).
using 'main.bicep'

param stage = readEnvironmentVariable('GYOSEIFLOW_STAGE', 'test')
param publicAddress = readEnvironmentVariable('GYOSEIFLOW_PUBLIC_ADDRESS', '')
param mailAllowList = readEnvironmentVariable('GYOSEIFLOW_MAIL_ALLOW_LIST', '@example.jp')
param retentionYears = int(readEnvironmentVariable('GYOSEIFLOW_RETENTION_YEARS', '5'))
param alertAddresses = split(readEnvironmentVariable('GYOSEIFLOW_ALERT_ADDRESSES', 'gyosei-kanri@example.jp'), ',')
param monthlyBudget = int(readEnvironmentVariable('GYOSEIFLOW_MONTHLY_BUDGET', '10000'))
param budgetStart = readEnvironmentVariable('GYOSEIFLOW_BUDGET_START', '2026-12-01')
param storageSku = readEnvironmentVariable('GYOSEIFLOW_STORAGE_SKU', 'Standard_LRS')
param operatorsGroupId = readEnvironmentVariable('GYOSEIFLOW_OPERATORS_GROUP', '')
param deployRepository = readEnvironmentVariable('GYOSEIFLOW_REPOSITORY', '')
