using System.Collections.Immutable;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>Reads what stands around the items: the headings above them, and the words that the plan explains.</summary>
internal static class HeadingsReader
{
    public static ImmutableArray<Heading> Read(PlanValue list, NameList ids)
    {
        var values = list.List();
        var read = values.Select(value => ReadHeading(value.Section(), ids)).ToList();
        var parents = read.Select(h => h.Heading).Where(h => h.Id.Length > 0).DistinctBy(h => h.Id).ToDictionary(h => h.Id, h => h.Parent);
        var before = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (heading, parent) in read)
        {
            CheckParent(heading, parent, ids, parents, before);
            before.Add(heading.Id);
        }

        return [.. read.Select(h => h.Heading)];
    }

    public static ImmutableArray<GlossaryTerm> ReadGlossary(PlanValue list)
    {
        var words = new NameList("用語", "glossary");
        return [.. list.List().Select(value =>
        {
            var section = value.Section();
            var word = words.Declare(section.Required("word"), v => v.Line());
            var term = new GlossaryTerm(word, section.Required("meaning").Text().TrimEnd('\n'));
            section.Close();
            return term;
        })];
    }

    private static (Heading Heading, PlanValue Parent) ReadHeading(PlanSection section, NameList ids)
    {
        var id = ids.Declare(section.Required("id"), v => v.Id());
        var name = section.Required("name").Line();
        var parent = section.Optional("parent");
        var text = section.Optional("text");
        var heading = new Heading(id, name, parent.Exists ? parent.Id() : null, text.Exists ? text.Text().TrimEnd('\n') : null);
        section.Close();
        return (heading, parent);
    }

    private static void CheckParent(
        Heading heading, PlanValue parent, NameList ids, Dictionary<string, string?> parents, HashSet<string> before)
    {
        if (heading.Parent is not { Length: > 0 } above || before.Contains(above))
        {
            return;
        }

        if (!parents.ContainsKey(above))
        {
            ids.Refer(parent, above);
        }
        else if (LeadsBack(heading.Id, above, parents))
        {
            parent.Error($"見出し「{heading.Id}」の上の見出しをたどると「{heading.Id}」に戻ります。parentを直してください。");
        }
        else
        {
            parent.Error($"上の見出し「{above}」は、この見出しより前に書いてください。");
        }
    }

    private static bool LeadsBack(string id, string from, Dictionary<string, string?> parents)
    {
        string? at = from;
        for (var steps = 0; at is not null && at != id && steps <= parents.Count; steps++)
        {
            at = parents.GetValueOrDefault(at);
        }

        return at is not null;
    }
}
