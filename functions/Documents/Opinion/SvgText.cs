using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace GyoseiFlow.Documents.Opinion;

/// <summary>SVG's text element, which a .razor file can't write: Razor keeps that tag for itself.</summary>
public sealed class SvgText : ComponentBase
{
    /// <summary>The class of its style.</summary>
    [Parameter]
    public string? Class { get; set; }

    /// <summary>Where it stands, from the left.</summary>
    [Parameter]
    public string X { get; set; } = "0";

    /// <summary>Where its base line is, from the top.</summary>
    [Parameter]
    public string Y { get; set; } = "0";

    /// <summary>Which part of the text stands there: start, middle or end.</summary>
    [Parameter]
    public string Anchor { get; set; } = "start";

    /// <summary>How far to the right of that point it is moved.</summary>
    [Parameter]
    public string? Shift { get; set; }

    /// <summary>What it says.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", Class);
        builder.AddAttribute(2, "x", X);
        builder.AddAttribute(3, "y", Y);
        builder.AddAttribute(4, "text-anchor", Anchor);
        builder.AddAttribute(5, "dx", Shift);
        builder.AddContent(6, ChildContent);
        builder.CloseElement();
    }
}
