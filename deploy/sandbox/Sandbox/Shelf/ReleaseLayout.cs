namespace Mcpx.Sandbox.Shelf;

/// <summary>Where things stand inside a release's folder.</summary>
internal static class ReleaseLayout
{
    /// <summary>Folder of the migrations, relative to the release.</summary>
    public const string Migrations = "migrations";

    /// <summary>Folder of a component's artifact, relative to the release.</summary>
    public static string Folder(PortalComponent component) => component == PortalComponent.Api ? "api" : "web";

    /// <summary>The assembly with the component's code, relative to the release.</summary>
    public static string Assembly(PortalComponent component, string tag) => $"{Folder(component)}/{tag}.dll";
}
