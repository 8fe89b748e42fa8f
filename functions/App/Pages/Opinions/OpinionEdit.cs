using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GyoseiFlow.App.Opinions;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.App.Pages.Opinions;

/// <summary>
/// What the form of an item's opinions holds. Whatever button is pressed sends all that is typed, so that nothing is lost: the texts are
/// saved with what the button does, and what belongs to another button comes back.
/// </summary>
/// <param name="Kind">What the button does: one of the words below.</param>
/// <param name="Number">With which text.</param>
/// <param name="Place">Where to, from 0.</param>
public sealed record OpinionEdit(string Kind, int Number = 0, int Place = 0)
{
    /// <summary>Saves the texts.</summary>
    public const string Reword = "reword";

    /// <summary>Makes several texts one.</summary>
    public const string Merge = "merge";

    /// <summary>Moves a text.</summary>
    public const string Move = "move";

    /// <summary>Leaves a text out.</summary>
    public const string LeaveOut = "leave-out";

    /// <summary>Takes a text in again.</summary>
    public const string TakeIn = "take-in";

    /// <summary>Adds a text.</summary>
    public const string Add = "add";

    /// <summary>Nothing asked yet.</summary>
    public static OpinionEdit None { get; } = new("");

    /// <summary>The texts that were typed over, by number.</summary>
    public ImmutableSortedDictionary<int, string> Words { get; init; } = ImmutableSortedDictionary<int, string>.Empty;

    /// <summary>Reasons to leave texts out, by number.</summary>
    public ImmutableSortedDictionary<int, string> Reasons { get; init; } = ImmutableSortedDictionary<int, string>.Empty;

    /// <summary>The texts that are ticked to be merged.</summary>
    public ImmutableArray<int> Numbers { get; init; } = [];

    /// <summary>The merged text.</summary>
    public string Merged { get; init; } = "";

    /// <summary>The text to add.</summary>
    public string Added { get; init; } = "";

    /// <summary>The value of the button.</summary>
    public string Do => string.Create(CultureInfo.InvariantCulture, $"{Kind}/{Number}/{Place}");

    /// <summary>Reads it from the form.</summary>
    public static OpinionEdit Read(PostedForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        var button = form["do"].Split('/');
        var words = ByNumber(form, "words.");
        var shown = ByNumber(form, "was.");
        var edit = new OpinionEdit(button[0], NumberIn(button.ElementAtOrDefault(1)), NumberIn(button.ElementAtOrDefault(2)))
        {
            Words = words.RemoveRange(words.Where(w => shown.GetValueOrDefault(w.Key) == TagOf(w.Value)).Select(w => w.Key)),
            Reasons = ByNumber(form, "reason."),
            Numbers = [.. form.All("texts").Select(NumberIn)],
            Merged = form["merged"],
            Added = form["added"],
        };

        // Who empties a text and leaves it out wants no empty text.
        return edit.Kind == LeaveOut && string.IsNullOrWhiteSpace(edit.Words.GetValueOrDefault(edit.Number))
            ? edit with { Words = edit.Words.Remove(edit.Number) }
            : edit;
    }

    /// <summary>Tells whether a text was typed over: what the form says of it as it was shown.</summary>
    public static string TagOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"))))[..16];
    }

    /// <summary>What is wrong with it, whatever the texts are, by field.</summary>
    public ImmutableArray<(string Field, string Message)> Problems =>
    [
        .. Words.Select(w => ($"words-{w.Key}", WordsProblem(w.Value))).Append(Kind switch
        {
            Merge when Numbers.Distinct().Count() < 2 => ("merge", new MergingMustTakeTwo().Message),
            Merge when Merged.Length > 0 => ("merge-words", LengthProblem(Merged)),
            LeaveOut => ($"leave-{Number}", WrittenReason.Problem(Reasons.GetValueOrDefault(Number, ""), new LeavingOutMustHaveReason())?.Message),
            Add when string.IsNullOrWhiteSpace(Added) => ("add-words", "追加する文章を入力してください。"),
            Add => ("add-words", LengthProblem(Added)),
            Reword or Move or TakeIn or Merge => ("", null),
            _ => ("main", "どの操作か分かりませんでした。画面のボタンを押してください。"),
        }).Where(p => p.Item2 is not null).Select(p => (p.Item1, p.Item2!)),
    ];

    /// <summary>What is still only typed when it is done.</summary>
    public OpinionEdit Rest => None with
    {
        Reasons = Kind == LeaveOut ? Reasons.Remove(Number) : Reasons,
        Numbers = Kind == Merge ? [] : Numbers,
        Merged = Kind == Merge ? "" : Merged,
        Added = Kind == Add ? "" : Added,
    };

    /// <summary>Whether nothing is typed or ticked.</summary>
    public bool IsBlank =>
        Words.IsEmpty && Numbers.IsEmpty && string.IsNullOrWhiteSpace(Merged + Added) && Reasons.Values.All(string.IsNullOrWhiteSpace);

    /// <summary>What was typed over texts that are no longer there goes where it can still be used.</summary>
    public OpinionEdit For(IEnumerable<OpinionText> texts)
    {
        var gone = Words.Where(w => texts.All(t => t.Number != w.Key)).ToArray();
        return gone.Length == 0 ? this : this with
        {
            Words = Words.RemoveRange(gone.Select(w => w.Key)),
            Added = string.Join('\n', gone.Select(w => w.Value).Prepend(Added).Where(t => !string.IsNullOrWhiteSpace(t))),
        };
    }

    /// <summary>What the desk is asked for.</summary>
    public OpinionStep Step => Kind switch
    {
        Merge => OpinionStep.Merge(Numbers, Merged),
        Move => OpinionStep.Move(Number, Place),
        LeaveOut => OpinionStep.LeaveOut(Number, Reasons.GetValueOrDefault(Number, "").Trim()),
        TakeIn => OpinionStep.TakeIn(Number),
        Add => OpinionStep.Add(Added),
        _ => OpinionStep.None,
    };

    private static string? WordsProblem(string words) => string.IsNullOrWhiteSpace(words)
        ? "公表する文章を入力してください。載せないときは、理由を付けて「載せないことにする」を押してください。"
        : LengthProblem(words);

    private static string? LengthProblem(string words) => new Vote(null, words).CountOpinion() is > Vote.MostOpinion and var length
        ? $"文章は{Vote.MostOpinion}文字までです（いま{length}文字）。短くしてください。"
        : null;

    private static ImmutableSortedDictionary<int, string> ByNumber(PostedForm form, string prefix) => form.Fields
        .Where(f => f.Key.StartsWith(prefix, StringComparison.Ordinal))
        .DistinctBy(f => NumberIn(f.Key[prefix.Length..]))
        .ToImmutableSortedDictionary(f => NumberIn(f.Key[prefix.Length..]), f => f.Value);

    private static int NumberIn(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
