using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Review.Plans;

/// <summary>A name that held until a fiscal year.</summary>
/// <param name="Until">The last fiscal year in which it held.</param>
/// <param name="Name">The name.</param>
public sealed record FormerName(FiscalYear Until, string Name);

/// <summary>What a measure was until a fiscal year; what is null or empty was then as it was afterwards.</summary>
/// <param name="Until">The last fiscal year under review in which it was so.</param>
/// <param name="Name">Its name.</param>
/// <param name="Departments">Department ids, the first leads.</param>
/// <param name="RevisionTag">Its revision tag.</param>
public sealed record FormerMeasure(FiscalYear Until, string? Name, ImmutableArray<string> Departments, string? RevisionTag);
