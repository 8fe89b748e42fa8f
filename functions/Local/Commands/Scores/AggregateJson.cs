using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Local.Commands.Scores;

/// <summary>The aggregate command's answer. Written by hand, so that the order and the digits (2.0) are exactly these.</summary>
internal sealed class AggregateJson
{
    private readonly Plan _plan;
    private readonly Utf8JsonWriter _json;

    private AggregateJson(Plan plan, Utf8JsonWriter json)
    {
        _plan = plan;
        _json = json;
    }

    public static string Write(Plan plan, IReadOnlyList<AggregatedYear> years)
    {
        using var buffer = new MemoryStream();

        // Nothing of this goes into a web page, so Japanese can stay readable.
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            new AggregateJson(plan, json).Write(years);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private void Write(IReadOnlyList<AggregatedYear> years)
    {
        _json.WriteStartObject();
        _json.WriteString("plan", _plan.Id);
        Array("criteria", _plan.Scoring.Criteria, criterion =>
        {
            _json.WriteString("id", criterion.Id);
            _json.WriteString("name", criterion.Name);
        });
        Array("years", years, Year);
        _json.WriteEndObject();
    }

    private void Year(AggregatedYear year)
    {
        _json.WriteString("year", year.Year.Label);
        Array("measures", year.Figures.Measures.Where(m => m.Score is not null), Measure);
        Array("items", year.Figures.Items.Where(i => i.Mean is not null), item =>
        {
            _json.WriteNumber("number", item.Item.Number);
            _json.WriteString("name", item.Item.Name);
            _json.WriteNumber("measureCount", item.MeasureCount);
            Mean(item.Mean!);
        });
        Array("themes", year.Figures.Themes.Where(t => t.Mean is not null), theme =>
        {
            _json.WriteString("number", theme.Theme.Number);
            _json.WriteString("id", theme.Theme.Id);
            _json.WriteString("name", theme.Theme.Name);
            _json.WriteNumber("itemCount", theme.ItemCount);
            _json.WriteNumber("measureCount", theme.MeasureCount);
            Mean(theme.Mean!);
        });
        Array("incomplete", year.Incomplete, Incomplete);
    }

    private void Measure(MeasureFigures measure)
    {
        _json.WriteString("code", measure.Measure.Code);
        _json.WriteString("name", measure.Measure.Name);
        _json.WriteNumber("total", measure.Score!.Total);
        _json.WriteString("grade", measure.Score.Grade);
        ByCriterion("scores", criterion => measure.Score.Scores[criterion.Id]);
    }

    private void Mean(MeanScore mean)
    {
        ByCriterion("means", criterion => mean.Means[criterion.Id]);
        _json.WriteNumber("total", mean.Total);
        _json.WriteString("grade", mean.Grade);
    }

    private void Incomplete(IncompleteMeasure incomplete)
    {
        _json.WriteString("code", incomplete.Measure.Code);
        _json.WriteString("name", incomplete.Measure.Name);
        _json.WriteStartArray("missing");
        foreach (var criterion in incomplete.Missing)
        {
            _json.WriteStringValue(criterion.Id);
        }

        _json.WriteEndArray();
    }

    private void ByCriterion(string name, Func<Criterion, decimal> value)
    {
        _json.WriteStartObject(name);
        foreach (var criterion in _plan.Scoring.Criteria)
        {
            _json.WriteNumber(criterion.Id, value(criterion));
        }

        _json.WriteEndObject();
    }

    private void Array<T>(string name, IEnumerable<T> values, Action<T> write)
    {
        _json.WriteStartArray(name);
        foreach (var value in values)
        {
            _json.WriteStartObject();
            write(value);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }
}
