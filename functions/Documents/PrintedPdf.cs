using System.Globalization;
using System.Text;

namespace GyoseiFlow.Documents;

/// <summary>What printing leaves to the clock, taken from the document instead, so that printing again gives the same bytes.</summary>
public static class PrintedPdf
{
    private static readonly string[] Dates = ["/CreationDate (D:", "/ModDate (D:"];

    /// <summary>The PDF with its two dates set to noon of a day; they keep their length, so that no offset in the file moves.</summary>
    public static ReadOnlyMemory<byte> Dated(ReadOnlyMemory<byte> pdf, DateOnly day)
    {
        var bytes = pdf.ToArray();
        var date = Encoding.ASCII.GetBytes(day.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + "120000");
        foreach (var head in Dates)
        {
            var at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(head));
            if (at >= 0 && at + head.Length + date.Length <= bytes.Length)
            {
                date.CopyTo(bytes, at + head.Length);
            }
        }

        return bytes;
    }
}
