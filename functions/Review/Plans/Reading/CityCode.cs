namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>全国地方公共団体コード: five digits and a check digit (モジュラス11, weights 6 to 2).</summary>
internal static class CityCode
{
    public static string Read(PlanValue value)
    {
        var code = value.Line();
        if (code.Length == 0)
        {
            return "";
        }

        if (code.Length != 6 || !code.All(char.IsAsciiDigit))
        {
            value.Error($"「{code}」は全国地方公共団体コードではありません。検査数字まで6桁の半角数字を引用符で囲んで書いてください。");
        }
        else if (CheckDigit(code) != code[5])
        {
            value.Error($"全国地方公共団体コード「{code}」の検査数字（最後の桁）が合いません。総務省の一覧で確かめてください。");
        }

        return code;
    }

    private static char CheckDigit(string code)
    {
        var sum = Enumerable.Range(0, 5).Sum(i => (code[i] - '0') * (6 - i));
        return (char)('0' + ((11 - (sum % 11)) % 10));
    }
}
