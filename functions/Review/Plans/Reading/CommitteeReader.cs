using System.Collections.Immutable;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>Reads the committee.</summary>
internal static class CommitteeReader
{
    public static CommitteePlan Read(PlanSection section)
    {
        var name = section.Required("name").Line();
        var groups = section.Optional("groups");
        var committee = groups.Exists ? CommitteePlan.None with { Name = name } : ReadScale(section, name);
        var ids = new NameList("委員", "members");
        committee = committee with { Members = ReadMembers(section.Required("members"), ids) };
        committee = committee with { Groups = ReadGroups(groups, committee, ids) };
        section.Close();
        return committee;
    }

    private static CommitteePlan ReadScale(PlanSection section, string name)
    {
        var (min, max) = ScoringReader.ReadScale(section);
        var labels = section.Optional("labels").Section().Labels(min, max);
        return new CommitteePlan(name, min, max, labels, ScoringReader.ReadRounding(section.Required("meanRounding").Section()), []);
    }

    private static ImmutableArray<CommitteeGroup> ReadGroups(PlanValue list, CommitteePlan committee, NameList members)
    {
        if (!list.Exists)
        {
            return [];
        }

        var ids = new NameList("グループ", "groups");
        var placed = new NameList("委員", "groups");
        ImmutableArray<CommitteeGroup> groups =
            [.. list.List(atLeast: 1).Select(value => ReadGroup(value.Section(), ids, members, placed))];
        var inGroups = groups.SelectMany(g => g.Members).ToHashSet(StringComparer.Ordinal);
        foreach (var member in committee.Members.Where(m => m.Id.Length > 0 && !inGroups.Contains(m.Id)))
        {
            list.Warn($"委員「{member.Id}」はどのグループにも入っていません。グループのmembersに書くか、このままでよいか確かめてください。");
        }

        return groups;
    }

    private static CommitteeGroup ReadGroup(PlanSection section, NameList ids, NameList members, NameList placed)
    {
        var id = ids.Declare(section.Required("id"), v => v.Id());
        var name = section.Required("name").Line();
        var group = new CommitteeGroup(id, name, [.. section.Required("members").List(atLeast: 1).Select(value =>
        {
            var member = value.Id();
            members.Refer(value, member);
            placed.Declare(value, member);
            return member;
        })]);
        section.Close();
        return group;
    }

    private static ImmutableArray<Member> ReadMembers(PlanValue list, NameList ids)
    {
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
        var id = ids.Declare(section.Required("id"), v => v.Id());
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
