namespace GyoseiFlow.App.Tests.Pages.Secretariat;

/// <summary>The addresses of the secretariat's pages in the small town.</summary>
internal static class SecretariatPages
{
    private const string Board = "/secretariat/cycles/town-2024";

    public static string[] All { get; } =
    [
        "/secretariat", Board, $"{Board}/live", $"{Board}/sheets/1", $"{Board}/many?act=accept&measure=1", $"{Board}/many/done?act=accept&measure=1&request=x",
        $"{Board}/close", $"{Board}/plan", $"{Board}/figures", $"{Board}/calendar", $"{Board}/mails", $"{Board}/audit", $"{Board}/audit/csv",
        "/secretariat/plans/town/people",
    ];
}
