namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>Names that must be unique, and that other parts of the file may point to.</summary>
/// <param name="kind">What people call them, e.g. 部署.</param>
/// <param name="list">The key under which they are listed.</param>
/// <param name="pointer">What others point to them by.</param>
internal sealed class NameList(string kind, string list, string pointer = "id")
{
    private readonly Dictionary<string, Place> declared = [];

    /// <summary>Adds a name; one that is there already is a problem.</summary>
    public void Declare(PlanValue value, string name)
    {
        if (name.Length > 0 && !declared.TryAdd(name, value.Place))
        {
            value.Error($"{kind}「{name}」は{declared[name].Line}行目にもあります。どちらかを直してください。");
        }
    }

    /// <summary>Reads a name and adds it.</summary>
    /// <param name="value">Where it stands.</param>
    /// <param name="read">What kind of name it is.</param>
    public string Declare(PlanValue value, Func<PlanValue, string> read)
    {
        var name = read(value);
        Declare(value, name);
        return name;
    }

    /// <summary>Looks a name up; one that isn't there is a problem.</summary>
    public void Refer(PlanValue value, string name)
    {
        // With nothing declared the mistake is in the list, and has been reported there.
        if (name.Length > 0 && declared.Count > 0 && !declared.ContainsKey(name))
        {
            value.Error(
                $"{kind}「{name}」は{list}にありません。"
                + (Nearest.Hint(name, declared.Keys) ?? $"{list}に追加するか、正しい{pointer}に直してください。"));
        }
    }
}
