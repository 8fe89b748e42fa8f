using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Publication;

/// <summary>
/// Reads what a person wants corrected: { "reason", "sheets": { measure: { field: new value } }, "opinions": { item: texts } }. The same
/// format for every way in.
/// </summary>
public static class CorrectionOrderReader
{
    private const int MaxDepth = 10;

    /// <summary>The JSON of an order as it came in.</summary>
    /// <exception cref="CorrectionUnreadableException">It is no JSON, or not in UTF-8.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            // Checked here because the parser looks at a text's bytes only when somebody asks for it.
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(utf8.Span);
            using var json = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return json.RootElement.Clone();
        }
        catch (DecoderFallbackException)
        {
            throw Unreadable("文字コードがUTF-8ではありません。UTF-8で送ってください。");
        }
        catch (JsonException broken)
        {
            var line = ((broken.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
            throw Unreadable($"{line}行目がJSONとして読めません。かっこ、引用符、コンマを確かめてください。");
        }
    }

    /// <summary>Holds an order against the year as it stands.</summary>
    /// <exception cref="CorrectionUnreadableException">Something in it is wrong.</exception>
    internal static CorrectionOrder Read(JsonElement json, ReviewedYear year)
    {
        var problems = new List<CorrectionProblem>();
        var root = new CorrectionValue(json, "", problems);
        string? reason = null;
        var answers = ImmutableSortedDictionary.Create<string, Answers>(StringComparer.Ordinal);
        CompiledOpinions? opinions = null;
        var entries = root.Entries("訂正の理由（reason）と、個票（sheets）か意見（opinions）の訂正");
        foreach (var (key, value) in entries)
        {
            switch (key)
            {
                case "reason":
                    reason = ReadReason(value);
                    break;
                case "sheets":
                    answers = ReadSheets(value, year);
                    break;
                case "opinions":
                    opinions = ReadOpinions(value, year);
                    break;
                default:
                    value.Problem($"「{key}」はありません。reason、sheets、opinionsから選んでください。グループの写し、会議の記録、計画ファイルの文章は、訂正できません。");
                    break;
            }
        }

        Require(entries.Any(e => e.Key == "reason"), "reason", "訂正の理由がありません。公表する文書に載せる理由を書いてください。");
        Require(entries.Any(e => e.Key is "sheets" or "opinions"), "sheets", "訂正する内容がありません。個票（sheets）か意見（opinions）の訂正を書いてください。");
        return problems.Count == 0
            ? new CorrectionOrder(reason!, answers, opinions)
            : throw new CorrectionUnreadableException([.. problems.Distinct()]);

        void Require(bool there, string field, string message)
        {
            if (root.IsObject && !there)
            {
                problems.Add(new CorrectionProblem(field, message));
            }
        }
    }

    private static string? ReadReason(CorrectionValue value)
    {
        var reason = value.Text()?.Trim();
        if (reason is "")
        {
            value.Problem("訂正の理由が空白です。公表する文書に載せる理由を書いてください。");
        }

        return reason;
    }

    private static ImmutableSortedDictionary<string, Answers> ReadSheets(CorrectionValue sheets, ReviewedYear year)
    {
        var corrected = ImmutableSortedDictionary.CreateBuilder<string, Answers>(StringComparer.Ordinal);
        foreach (var (measure, value) in sheets.Entries("実践項目の番号ごとの訂正"))
        {
            if (year.Plan.Measures.All(m => m.Code != measure))
            {
                value.Problem($"実践項目「{measure}」はこの計画にありません。番号を確かめてください。");
            }
            else if (year.Answers.GetValueOrDefault(measure) is not { } answers)
            {
                value.Problem($"実践項目「{measure}」の個票は受理されていないため、訂正するところがありません。");
            }
            else
            {
                var of = year.Plan.Measure(measure);
                var now = AnswerCorrection.Correct(year.Plan, of, answers, value);
                value.Problems.AddRange(AnswerCheck.Check(year.Plan, of, now).Select(p => new CorrectionProblem($"{value.Path}.{p.Field}", p.Message)));
                if (AnswersJson.Write(now) != AnswersJson.Write(answers))
                {
                    corrected[measure] = now;
                }
            }
        }

        return corrected.ToImmutable();
    }

    private static CompiledOpinions? ReadOpinions(CorrectionValue opinions, ReviewedYear year)
    {
        if (!year.Plan.HasBallots(year.Cycle))
        {
            opinions.Problem($"{year.Cycle.Year.Label}の文書には、取組項目ごとの委員の意見がありません。個票（sheets）の訂正だけを書いてください。");
            return null;
        }

        var byItem = year.Opinions.ByItem;
        foreach (var (number, value) in opinions.Entries("取組項目の番号ごとの意見"))
        {
            if (year.Plan.Items.FirstOrDefault(i => i.Number.ToString(CultureInfo.InvariantCulture) == number) is not { } item)
            {
                value.Problem($"取組項目「{number}」はこの計画にありません。番号を確かめてください。");
                continue;
            }

            var was = year.Opinions.Of(item.Number);
            var texts = value.IsNull ? [] : value.IsObject ? ReadPlaces(value, was) : [.. value.Items("意見の一覧か、何件目かごとの訂正").Select(ReadOpinion)];
            if (!texts.SequenceEqual(was, StringComparer.Ordinal))
            {
                byItem = texts.IsEmpty ? byItem.Remove(item.Number) : byItem.SetItem(item.Number, texts);
            }
        }

        return byItem == year.Opinions.ByItem ? null : new CompiledOpinions(byItem);
    }

    private static ImmutableArray<string> ReadPlaces(CorrectionValue opinions, ImmutableArray<string> texts)
    {
        foreach (var (number, value) in opinions.Entries("何件目かごとの訂正"))
        {
            if (AnswerCorrection.PlaceIn(number, texts.Length) is { } place)
            {
                texts = texts.SetItem(place, ReadOpinion(value));
            }
            else
            {
                value.Problem($"この取組項目の意見は{texts.Length}件です。番号を確かめるか、意見全体を一覧で書いてください。");
            }
        }

        return texts;
    }

    private static string ReadOpinion(CorrectionValue value)
    {
        var text = value.Text();
        if (text is not null && string.IsNullOrWhiteSpace(text))
        {
            value.Problem("意見が空白です。削除するときは、残す意見だけを一覧で書いてください。");
        }

        return text ?? "";
    }

    private static CorrectionUnreadableException Unreadable(string message) => new([new CorrectionProblem("", message)]);
}
