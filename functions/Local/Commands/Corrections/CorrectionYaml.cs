using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GyoseiFlow.Local.Commands.Corrections;

/// <summary>Writes YAML, of which JSON is a part, as JSON, within bounds, and notes the line of every value.</summary>
internal sealed partial class CorrectionYaml
{
    private const int MaxDepth = 10;

    private readonly string _path;
    private readonly Parser _parser;
    private readonly Utf8JsonWriter _json;
    private readonly Dictionary<string, long> _lines = new(StringComparer.Ordinal);
    private ParsingEvent _current = new StreamStart();

    private CorrectionYaml(string path, string text, Utf8JsonWriter json)
    {
        _path = path;
        _parser = new Parser(new StringReader(text));
        _json = json;
    }

    /// <returns>The lines by place.</returns>
    /// <exception cref="CommandFailure">It can't be read.</exception>
    public static Dictionary<string, long> Write(string path, string text, Utf8JsonWriter json)
    {
        var yaml = new CorrectionYaml(path, text, json);
        yaml.ReadDocument();
        return yaml._lines;
    }

    private void ReadDocument()
    {
        try
        {
            Advance();
            Advance();
            if (_current is not DocumentStart)
            {
                throw new CommandFailure($"{_path}:1: 訂正ファイルが空です。訂正の理由（reason）と、個票（sheets）か意見（opinions）の訂正を書いてください。");
            }

            Advance();
            ReadNode("", 0);
            Advance();
            if (_current is DocumentStart)
            {
                throw Failure("「---」の後に別の文書があります。1つのファイルには1つの訂正だけを書いてください。");
            }
        }
        catch (Exception broken) when (broken is YamlException or InvalidOperationException or ArgumentException)
        {
            // YamlDotNet has no syntax error of its own for some broken files.
            throw Failure("書き方に誤りがあり、読めません。字下げ、「:」の後の空白、かっこ、引用符を確かめてください。", broken);
        }
    }

    private void ReadNode(string path, int depth)
    {
        _lines[path] = _current.Start.Line;
        if (depth > MaxDepth)
        {
            throw Failure("入れ子が深すぎます。かっこや字下げを確かめてください。");
        }

        switch (_current)
        {
            case Scalar text:
                Write(text);
                break;
            case SequenceStart:
                ReadList(path, depth);
                break;
            case MappingStart:
                ReadMap(path, depth);
                break;
            default:
                throw Failure("「*」による参照は使えません。値をそのまま書いてください。");
        }

        Advance();
    }

    private void ReadList(string path, int depth)
    {
        _json.WriteStartArray();
        Advance();
        for (var number = 1; _current is not SequenceEnd; number++)
        {
            ReadNode(string.Create(CultureInfo.InvariantCulture, $"{path}.{number}"), depth + 1);
        }

        _json.WriteEndArray();
    }

    private void ReadMap(string path, int depth)
    {
        _json.WriteStartObject();
        Advance();
        while (_current is not MappingEnd)
        {
            if (_current is not Scalar { Value: var key })
            {
                throw Failure("「:」の左には文字か数字を書いてください。");
            }

            _json.WritePropertyName(key);
            Advance();
            ReadNode(path.Length == 0 ? key : $"{path}.{key}", depth + 1);
        }

        _json.WriteEndObject();
    }

    private void Write(Scalar text)
    {
        if (text is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" })
        {
            _json.WriteNullValue();
        }
        else if (text.Style == ScalarStyle.Plain && WholeNumber().IsMatch(text.Value))
        {
            _json.WriteRawValue(text.Value);
        }
        else
        {
            _json.WriteStringValue(text.Value);
        }
    }

    private void Advance() => _current = _parser.MoveNext() && _parser.Current is { } next
        ? next
        : throw new YamlException(_current.End, _current.End, "The file ends too early.");

    private CommandFailure Failure(string message, Exception? inner = null) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{_path}:{Math.Max(1, _current.Start.Line)}: {message}"), inner);

    [GeneratedRegex("\\A(?:0|-?[1-9][0-9]{0,8})\\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WholeNumber();
}
