using System.Collections.Immutable;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>Reads the committee.</summary>
internal static class CommitteeReader
{
    public static CommitteePlan Read(PlanSection section)
    {
        var name = section.Required("name").Line();
        var (min, max) = ScoringReader.ReadScale(section);
        var labels = section.Optional("labels").Section().Labels(min, max);
        var rounding = ScoringReader.ReadRounding(section.Required("meanRounding").Section());
        var members = ReadMembers(section.Required("members"));
        section.Close();
        return new CommitteePlan(name, min, max, labels, rounding, members);
    }

    private static ImmutableArray<Member> ReadMembers(PlanValue list)
    {
        var ids = new NameList("委員", "members");
        var values = list.List(atLeast: 1);
        ImmutableArray<Member> members = [.. values.Select(value => ReadMember(value.Section(), ids))];
        if (members.Length > 0 && !members.Any(m => m.IsChair))
        {
            list.Error("会長がいません。承認する委員1人に chair: true を書いてください。");
        }

        foreach (var (extra, _) in values.Zip(members).Where(pair => pair.Second.IsChair).Skip(1))
        {
            extra.Error("会長（chair: true）は1人だけにしてください。");
        }

        return members;
    }

    private static Member ReadMember(PlanSection section, NameList ids)
    {
        var idValue = section.Required("id");
        var id = idValue.Id();
        ids.Declare(idValue, id);
        var member = new Member(
            id,
            section.Required("role").Line(),
            section.Optional("chair").Flag(),
            section.Optional("publiclyRecruited").Flag(),
            section.Required("mail").Mail());
        section.Close();
        return member;
    }
}
