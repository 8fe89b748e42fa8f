using System.Collections.Immutable;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>Reads what mails say.</summary>
internal static class MailReader
{
    // What is written to members, and about their ballots.
    private static readonly ImmutableArray<MailPurpose> OfBallots =
    [
        MailPurpose.Ballot, MailPurpose.BallotReminder, MailPurpose.BallotOverdue, MailPurpose.Compile, MailPurpose.Approval,
        MailPurpose.SentBack,
    ];

    /// <param name="section">The block.</param>
    /// <param name="hasBallots">Whether members score: without them nothing is written to them.</param>
    public static MailPlan Read(PlanSection section, bool hasBallots)
    {
        var mail = new MailPlan(
            section.Required("from").Mail(),
            section.Required("fromName").Line(),
            section.Required("secretariat").Text().TrimEnd('\n'),
            ReadPhone(section.Optional("secretariatPhone")),
            section.Required("secretariatMail").Mail(),
            ReadBaseUrl(section.Required("baseUrl")),
            ReadTemplates(section.Required("templates").Section(), hasBallots));
        section.Close();
        return mail;
    }

    private static string? ReadPhone(PlanValue value) => value.Exists ? value.Phone() : null;

    private static string ReadBaseUrl(PlanValue value)
    {
        var text = value.Line().TrimEnd('/');
        if (text.Length > 0
            && !(Uri.TryCreate(text, UriKind.Absolute, out var url)
                && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
                && url.Query.Length == 0
                && url.Fragment.Length == 0))
        {
            value.Error($"「{text}」はアドレスとして読めません。https:// か http:// で始めて書いてください。");
        }

        return text;
    }

    private static ImmutableDictionary<MailPurpose, MailTemplate> ReadTemplates(PlanSection section, bool hasBallots)
    {
        var templates = ImmutableDictionary.CreateBuilder<MailPurpose, MailTemplate>();
        foreach (var purpose in Enum.GetValues<MailPurpose>())
        {
            var placeholders = MailPlaceholders.Of(purpose);
            var name = PlanValue.NameOf(purpose);
            var builtIn = BuiltInTemplates.Of(purpose);
            var isOptional = builtIn is not null || (!hasBallots && OfBallots.Contains(purpose));
            var value = isOptional ? section.Optional(name) : section.Required(name);
            if (isOptional && !value.Exists)
            {
                if (builtIn is not null)
                {
                    templates[purpose] = builtIn;
                }

                continue;
            }

            var template = value.Section();
            var body = template.Required("body");
            templates[purpose] = new MailTemplate(
                new TemplateReader(placeholders.OfOneLine) { Elsewhere = MailPlaceholders.Known }.ReadLine(template.Required("subject")),
                new TemplateReader(placeholders.All) { Elsewhere = MailPlaceholders.Known }.Read(body));
            WarnOfWhatIsNotSaid(purpose, templates[purpose], body);
            template.Close();
        }

        section.Close();
        return templates.ToImmutable();
    }

    // A mail says by when, where and whom to ask. What it asks for is in its words, which no program can check.
    private static void WarnOfWhatIsNotSaid(MailPurpose purpose, MailTemplate template, PlanValue body)
    {
        if (template.Body.Text.Length == 0)
        {
            return;
        }

        ImmutableArray<string> said = [.. template.Subject.Placeholders, .. template.Body.Placeholders];
        foreach (var (name, lacking) in MailPlaceholders.ToBeSaid(purpose))
        {
            if (!said.Contains(name))
            {
                body.Warn($"差し込み「{name}」がありません。受け取った人に{lacking}が分かるように、本文に {{{{{name}}}}} を書いてください。");
            }
        }
    }
}
