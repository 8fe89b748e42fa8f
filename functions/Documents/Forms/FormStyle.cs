namespace GyoseiFlow.Documents.Forms;

/// <summary>The cell formats of Forms/styles.xml. Only answers can be typed into.</summary>
internal static class FormStyle
{
    public const uint Title = 1;
    public const uint Head = 2;
    public const uint Label = 3;
    public const uint Answer = 4;
    public const uint NumberAnswer = 5;
    public const uint Former = 6;
    public const uint Notes = 7;
    public const uint Plain = 8;
}
