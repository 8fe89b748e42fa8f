namespace GyoseiFlow.App.Tests.Pages.Secretariat;

/// <summary>The addresses of the secretariat's pages in the small town.</summary>
internal static class SecretariatPages
{
    private const string Board = "/secretariat/cycles/town-2024";

    public static string[] All { get; } =
    [
        "/secretariat", Board, $"{Board}/live", $"{Board}/sheets/1", $"{Board}/many?act=accept&measure=1", $"{Board}/many/done?act=accept&measure=1&request=x",
        $"{Board}/close", $"{Board}/plan", $"{Board}/figures", $"{Board}/calendar", $"{Board}/mails", $"{Board}/audit", $"{Board}/audit/csv",
        $"{Board}/ballots", $"{Board}/ballots/many?act=remind&member=m1", $"{Board}/ballots/many/done?act=remind&member=m1&request=x", $"{Board}/ballots/close",
        "/secretariat/plans/town/people",
    ];
}
