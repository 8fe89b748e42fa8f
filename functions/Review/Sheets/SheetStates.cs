namespace GyoseiFlow.Review.Sheets;

/// <summary>What a sheet's state means, and the words that people see for it.</summary>
public static class SheetStates
{
    /// <summary>Whether nothing more is expected of anybody: 受理, 未提出 or 取下げ.</summary>
    public static bool IsSettled(this SheetState state) => state is SheetState.Accepted or SheetState.Missing or SheetState.Withdrawn;

    /// <summary>The Japanese label.</summary>
    public static string Label(this SheetState state) => state switch
    {
        SheetState.NotStarted => "未着手",
        SheetState.Drafting => "入力中",
        SheetState.Submitted => "提出済み",
        SheetState.Returned => "差戻し",
        SheetState.Accepted => "受理",
        SheetState.Missing => "未提出",
        SheetState.Withdrawn => "取下げ",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
    };
}
