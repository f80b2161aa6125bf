namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>One large figure with what it means under it.</summary>
/// <param name="Figure">"4:06".</param>
/// <param name="Words">"to decide, until".</param>
/// <param name="At">A time that ends the words; null without one.</param>
/// <param name="Hot">Whether it is what hurts.</param>
public sealed record FactModel(string Figure, string Words, DateTimeOffset? At = null, bool Hot = false);
