namespace GyoseiFlow.Local.Planning;

/// <summary>The schema beside a plan file, for the editor's completion and hover texts; the file's first line names it.</summary>
internal static class PlanSchemaFile
{
    public const string Name = "plan.schema.json";

    /// <summary>Puts this program's schema into the plan file's folder, over an older one.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    public static void WriteBeside(string plan) => File.Copy(
        Path.Combine(AppContext.BaseDirectory, Name), Path.Combine(Path.GetDirectoryName(Path.GetFullPath(plan))!, Name), overwrite: true);
}
