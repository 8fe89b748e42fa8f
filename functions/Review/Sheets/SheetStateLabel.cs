namespace GyoseiFlow.Review.Sheets;

/// <summary>The words that people see for a sheet's state.</summary>
public static class SheetStateLabel
{
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
