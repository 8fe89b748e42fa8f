namespace GyoseiFlow.Documents.Forms;

/// <summary>What is wrong with a filled-in worksheet, and where.</summary>
/// <param name="Sheet">The worksheet's name.</param>
/// <param name="Cell">The cell, or null where it is the whole worksheet.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="IsNotice">Whether the worksheet can be taken all the same.</param>
public sealed record FormProblem(string Sheet, string? Cell, string Message, bool IsNotice = false)
{
    /// <summary>○○.xlsx「No.7」のC12：0～3の整数を入れてください。</summary>
    public string In(string file) => $"{file}「{Sheet}」{(Cell is null ? "" : "の" + Cell)}：{Message}";
}
