using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GyoseiFlow.Documents.Forms;

/// <summary>What a worksheet is the form of (様式番号). It stands in the worksheet, and its last part tells when it was changed by hand.</summary>
/// <param name="PlanId">The plan.</param>
/// <param name="Edition">Its edition.</param>
/// <param name="CycleId">The year's review.</param>
/// <param name="Measure">The measure's code.</param>
/// <param name="Department">The department for which it was made.</param>
/// <param name="Draft">The version of the draft that is filled in; empty before anything was saved.</param>
public sealed record FormId(string PlanId, int Edition, string CycleId, string Measure, string Department, string Draft)
{
    private const string Mark = "GF1";
    private const int CheckLength = 8;

    /// <summary>As it stands in the worksheet.</summary>
    public override string ToString() => $"{Body}/{CheckOf(Body)}";

    /// <summary>Reads what stands in a worksheet; false when it is no id, or was changed.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out FormId? id)
    {
        ArgumentNullException.ThrowIfNull(text);
        id = text.Split('/') is [Mark, var plan, var edition, var cycle, var measure, var department, var draft, var check]
            && int.TryParse(edition, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && CheckOf(text[..^(CheckLength + 1)]) == check
                ? new FormId(Read(plan), number, Read(cycle), Read(measure), Read(department), Read(draft))
                : null;
        return id is not null;
    }

    private string Body => string.Join(
        '/', Mark, Write(PlanId), Edition.ToString(CultureInfo.InvariantCulture), Write(CycleId), Write(Measure), Write(Department), Write(Draft));

    private static string Write(string part) => Uri.EscapeDataString(part);

    private static string Read(string part) => Uri.UnescapeDataString(part);

    private static string CheckOf(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))[..CheckLength];
}
