using GyoseiFlow.Documents.Opinion;

namespace GyoseiFlow.Documents.Excel;

/// <summary>A sheet with its one table.</summary>
/// <param name="Name">At most 31 characters, none of : \ / ? * [ ].</param>
/// <param name="Table">What is in it.</param>
internal sealed record ExcelTable(string Name, PaperTable Table);
