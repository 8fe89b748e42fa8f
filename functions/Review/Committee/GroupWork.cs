using System.Collections.Immutable;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Committee;

/// <summary>What one group of the committee made: its own copy of every sheet, and the records of its meetings.</summary>
/// <param name="Group">The group's id.</param>
/// <param name="Copies">By measure code: the department's answers as the group changed them.</param>
/// <param name="Meetings">In order of time.</param>
public sealed record GroupWork(
    string Group,
    ImmutableSortedDictionary<string, Answers> Copies,
    ImmutableArray<MeetingRecord> Meetings);

/// <summary>The record of a group's meeting (検討結果報告書). Names stay out: only how many came.</summary>
/// <param name="Title">e.g. 第3回 部会検討結果報告書（行財政運営部会）.</param>
/// <param name="Held">The day.</param>
/// <param name="Hours">As printed: 午前10時00分～12時00分.</param>
/// <param name="Place">Where.</param>
/// <param name="Attendance">As printed, without names: 4名.</param>
/// <param name="Remarks">その他, in Markdown.</param>
public sealed record MeetingRecord(string Title, DateOnly Held, string Hours, string Place, string Attendance, string Remarks);
