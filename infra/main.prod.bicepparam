// Production. What is under example.jp, and the budget, are the city's to fill in.
using 'main.bicep'

param stage = 'prod'
param publicAddress = 'https://gyosei.example.jp'
param mailAllowList = ''
param retentionYears = 5
param alertAddresses = ['gyosei-kanri@example.jp', 'joho-system@example.jp']
param monthlyBudget = 20000
param budgetStart = '2026-12-01'
param storageSku = 'Standard_ZRS'
