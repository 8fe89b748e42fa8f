using Azure.Data.Tables;
using GyoseiFlow.App.Azure.Tables;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Local.Tests.Contracts;

namespace GyoseiFlow.Local.Tests.Azure;

[Collection(AzuriteTests.Name)]
public sealed class TableRecordStoreTests(AzuriteServer azurite)
{
    public static TheoryData<string, int> Contract => ContractTheory.TestsOf(typeof(RecordStoreContract));

    [AzuriteTheory]
    [MemberData(nameof(Contract))]
    public Task Keeps(string contract, int row) => ContractTheory.RunAsync(new OnTables(azurite), contract, row);

    private sealed class OnTables(AzuriteServer azurite) : RecordStoreContract
    {
        private readonly TestTable _table = new(azurite);

        public override Task DisposeAsync() => _table.DisposeAsync().AsTask();

        protected override async Task<IRecordStore> CreateAsync() => await _table.OpenAsync();
    }
}
