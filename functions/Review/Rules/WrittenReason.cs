namespace GyoseiFlow.Review.Rules;

/// <summary>
/// What somebody writes to say why (差戻しの理由, 申し送り, 会長のコメント …). It is read in mails, lists and the log, so it has an end.
/// </summary>
public static class WrittenReason
{
    /// <summary>The most characters, as people count.</summary>
    public const int MaxLength = 2_000;

    /// <summary>What is wrong with a reason as typed; null when it is there and not too long.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="missing">What it breaks to say nothing.</param>
    public static BrokenRule? Problem(string text, BrokenRule missing)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (string.IsNullOrWhiteSpace(text))
        {
            return missing;
        }

        var length = text.EnumerateRunes().Count();
        return length <= MaxLength ? null : new ReasonMustNotBeTooLong(length);
    }

    /// <summary>Holds a reason against <see cref="Problem"/>.</summary>
    /// <exception cref="RuleBrokenException">It says nothing, or is too long.</exception>
    public static void Check(string text, BrokenRule missing)
    {
        var problem = Problem(text, missing);
        RuleBrokenException.Unless(problem is null, problem!);
    }
}

/// <summary>A reason can be read at a glance.</summary>
/// <param name="Length">How many characters it has.</param>
public sealed record ReasonMustNotBeTooLong(int Length)
    : BrokenRule($"入力できるのは{WrittenReason.MaxLength}文字までです（いま{Length}文字）。短くして、もう一度送ってください。");
