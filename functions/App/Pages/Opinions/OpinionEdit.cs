using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Review.Committee;

namespace GyoseiFlow.App.Pages.Opinions;

/// <summary>What a form of the opinions desk asks for.</summary>
/// <param name="Kind">One of the words below.</param>
/// <param name="Number">Which text.</param>
/// <param name="Numbers">Which texts, where they are merged.</param>
/// <param name="Place">Where to, from 0.</param>
/// <param name="Words">The text, or the reason.</param>
public sealed record OpinionEdit(string Kind, int Number, ImmutableArray<int> Numbers, int Place, string Words)
{
    /// <summary>Words a text anew.</summary>
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
    public static OpinionEdit None { get; } = new("", 0, [], 0, "");

    /// <summary>Reads it from a form.</summary>
    public static OpinionEdit Read(PostedForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return new(form["do"], NumberIn(form["text"]), [.. form.All("texts").Select(NumberIn)], NumberIn(form["place"]), form["words"]);
    }

    /// <summary>What is wrong with it, whatever the texts are; null when nothing is.</summary>
    public string? Problem => this switch
    {
        { Kind: not (Reword or Merge or Move or LeaveOut or TakeIn or Add) } => "どの操作か分かりませんでした。画面のボタンを押してください。",
        { Words.Length: > Vote.MostOpinion } when new Vote(null, Words).CountOpinion() is > Vote.MostOpinion and var length =>
            $"文章は{Vote.MostOpinion}文字までです（いま{length}文字）。短くしてください。",
        _ => null,
    };

    /// <summary>The control that it came from.</summary>
    public string Field => Kind switch
    {
        Merge => "merge-words",
        Add => "add-words",
        LeaveOut => string.Create(CultureInfo.InvariantCulture, $"leave-{Number}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"words-{Number}"),
    };

    /// <summary>Where the page goes on after it.</summary>
    public string Anchor => Kind is Merge or Add ? "" : string.Create(CultureInfo.InvariantCulture, $"#text-{Number}");

    /// <summary>What was typed into one of the page's fields, or what it starts with.</summary>
    public string WordsOf(string kind, int number, string start) => Kind == kind && Number == number ? Words : start;

    private static int NumberIn(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
