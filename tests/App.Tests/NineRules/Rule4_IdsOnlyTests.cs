using System.Text;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Durable;

namespace GyoseiFlow.App.Tests.NineRules;

/// <summary>Orchestrations carry ids, never a sheet's text or a person's address.</summary>
public class Rule4_IdsOnlyTests
{
    private static readonly string[] Secrets =
    [
        "example.jp", "橋の点検を終えた", "取組・", "特記・", "目標・", "よく取り組まれている", "財源確保の意見文", "数字が違う", "会長の注文",
    ];

    [Fact]
    public async Task Year_EngineTables_HoldNoTextAndNoAddress()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("1");
        await town.Sheets.ReturnAsync(Town.CycleId, "1", 1, "数字が違う", SmallPlan.Due, town.Act(), town.Client, Town.None);
        await town.AnswerAllAsync();
        await town.VoteAllAsync();
        await town.CompileAsync();
        await town.Opinions.SendToChairAsync(Town.CycleId, town.Act(), town.Client, Town.None);
        await town.Opinions.SendBackAsync(Town.CycleId, "会長の注文", town.Act(), town.Client, Town.None);
        await town.ApproveAsync();
        await town.UntilAsync(SmallPlan.Publication);

        var engine = await EngineTextAsync(town);

        Assert.Contains("TendSheet", engine, StringComparison.Ordinal);
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, engine, StringComparison.Ordinal));
    }

    /// <summary>Relays like to quote the address that they refuse.</summary>
    [Fact]
    public async Task Send_FailureQuotesTheAddress_StaysOutOfTheHistory()
    {
        await using var town = await Town.CreateAsync();
        town.Post.Before = m => throw new InvalidOperationException($"550 <{m.To[0]}> mailbox unavailable");
        await town.OpenAsync();
        await town.PassAsync(TimeSpan.FromHours(1));

        Assert.DoesNotContain("example.jp", await EngineTextAsync(town), StringComparison.Ordinal);
    }

    private static Task<string> EngineTextAsync(Town town) => town.Get<SqliteFile>().ReadAsync(connection =>
    {
        var text = new StringBuilder();
        foreach (var table in new[] { "durable_instances", "durable_history", "durable_inbox", "durable_timers", "durable_activities" })
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names are above.
            command.CommandText = $"SELECT * FROM {table}";
#pragma warning restore CA2100
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                for (var i = 0; i < rows.FieldCount; i++)
                {
                    // JSON writers may escape; what is escaped is there all the same.
                    text.AppendLine(System.Text.RegularExpressions.Regex.Unescape(
                        rows.GetValue(i).ToString()!.Replace("\\\"", "\"", StringComparison.Ordinal)
                            .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\\\\u", "\\u", StringComparison.Ordinal)));
                }
            }
        }

        return text.ToString();
    });
}
