using System.Text.Json;

namespace Mcpx.Sandbox.Shelf;

/// <summary>The releases that this build of the sandbox brings along, beside its own assembly.</summary>
internal static class ReleaseCatalog
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "releases");

    public static string WebFiles { get; } = Path.Combine(AppContext.BaseDirectory, "web");

    public static string Assembly(string tag) => Path.Combine(Folder, tag, tag + ".dll");

    /// <summary>A release's migrations, in the order in which they are applied.</summary>
    public static IReadOnlyList<string> Migrations(string tag) =>
        Directory.Exists(Path.Combine(Folder, tag, ReleaseLayout.Migrations))
            ? [.. Directory.GetFiles(Path.Combine(Folder, tag, ReleaseLayout.Migrations)).Order(StringComparer.Ordinal)]
            : [];

    public static IReadOnlyList<ReleaseNote> Read() =>
        [
            .. Directory
                .EnumerateFiles(Folder, "release.json", SearchOption.AllDirectories)
                .Select(file =>
                    JsonSerializer.Deserialize<ReleaseNote>(File.ReadAllText(file), SandboxJson.Options)
                    ?? throw new InvalidDataException($"{file} is empty.")
                )
                .OrderBy(note => note.Tag, StringComparer.Ordinal),
        ];
}
