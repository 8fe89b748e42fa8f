using System.Text.Json;
using GyoseiFlow.App.Pages.Secretariat;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Committee;

namespace GyoseiFlow.App.Pages.Groups;

/// <summary>The record of a meeting as somebody typed it.</summary>
/// <param name="Before">The record that the typing started from, as the form carries it; empty for a new one.</param>
/// <param name="Title">会議の名前.</param>
/// <param name="Held">開催日, as typed.</param>
/// <param name="Hours">時間.</param>
/// <param name="Place">場所.</param>
/// <param name="Attendance">出席者.</param>
/// <param name="Remarks">その他.</param>
public sealed record TypedMeeting(string Before, string Title, string Held, string Hours, string Place, string Attendance, string Remarks)
{
    /// <summary>The field that carries <see cref="Before"/>.</summary>
    public const string BeforeField = "before";

    private const int LongestLine = 200;
    private const int LongestRemarks = 20_000;

    /// <summary>A record's form; an empty one for none.</summary>
    public static TypedMeeting Of(MeetingRecord? meeting) => meeting is null
        ? new("", "", "", "", "", "", "")
        : new(RecordJson.Write(meeting), meeting.Title, Moments.Field(meeting.Held), meeting.Hours, meeting.Place, meeting.Attendance, meeting.Remarks);

    /// <summary>What a form sent.</summary>
    public static TypedMeeting Read(PostedForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return new(
            form[BeforeField], form["title"].Trim(), form["held"], form["hours"].Trim(), form["place"].Trim(), form["attendance"].Trim(), form["remarks"].TrimEnd());
    }

    /// <summary>What stands in the way of saving, by field.</summary>
    public IReadOnlyList<(string Field, string Message)> Problems()
    {
        var problems = new List<(string, string)>();
        foreach (var (field, label, text) in Lines)
        {
            if (text.Length == 0)
            {
                problems.Add((field, $"「{label}」が入力されていません。入力してください。"));
            }
            else if (text.Length > LongestLine || text.Contains('\n', StringComparison.Ordinal))
            {
                problems.Add((field, $"「{label}」は、改行のない{LongestLine}字までの文で入力してください。"));
            }
        }

        if (Moments.Day(Held) is null)
        {
            problems.Insert(Math.Min(1, problems.Count), ("held", string.IsNullOrWhiteSpace(Held)
                ? "「開催日」が入力されていません。入力してください。"
                : "「開催日」を日付として読めません。例：2025-05-08、令和7年5月8日"));
        }

        if (Remarks.Length > LongestRemarks)
        {
            problems.Add(("remarks", $"「その他」が長すぎます（{Remarks.Length}字）。{LongestRemarks}字までにしてください。"));
        }

        return problems;
    }

    /// <summary>The record. Only what has no <see cref="Problems"/> is one.</summary>
    public MeetingRecord ToRecord() => new(Title, Moments.Day(Held)!.Value, Hours, Place, Attendance, Remarks);

    /// <summary>The record that the typing started from; null for a new one.</summary>
    public MeetingRecord? ReadFrom()
    {
        try
        {
            return Before.Length == 0 ? null : RecordJson.Read<MeetingRecord>(Before);
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException)
        {
            // Not as we wrote it: then it is none that there is.
            return new MeetingRecord(Before, default, "", "", "", "");
        }
    }

    private (string Field, string Label, string Text)[] Lines =>
        [("title", "会議の名前", Title), ("hours", "時間", Hours), ("place", "場所", Place), ("attendance", "出席者", Attendance)];
}
