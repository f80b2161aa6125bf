using System.Text.Json;

namespace Mcpx.Sandbox.Shelf;

/// <summary>Packs what was built into the shelf: artifacts, digests, evidence and manifest. Unchanged releases are left alone.</summary>
internal sealed class ReleasePacker(string shelfFolder)
{
    private static readonly string[] EvidenceItems = ["unit tests", "contract tests", "SSE smoke", "UI spot checks"];

    public void PackAll()
    {
        foreach (var note in ReleaseCatalog.Read())
            Pack(note);
    }

    private void Pack(ReleaseNote note)
    {
        var folder = Path.Combine(shelfFolder, note.Tag);
        var packing = folder + ".packing";
        if (Directory.Exists(packing))
            Directory.Delete(packing, recursive: true);
        Fill(note, packing);
        if (Directory.Exists(folder) && Digest.Of(folder) == Digest.Of(packing))
        {
            Directory.Delete(packing, recursive: true);
            return;
        }

        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.Move(packing, folder);
    }

    private static void Fill(ReleaseNote note, string folder)
    {
        var artifacts = new Dictionary<string, Artifact>(StringComparer.Ordinal);
        foreach (var component in note.Components)
        {
            var path = component == PortalComponent.Api ? $"api/{note.Tag}.dll" : "web";
            Copy(ReleaseCatalog.Assembly(note.Tag), Path.Combine(folder, ReleaseLayout.Assembly(component, note.Tag)));
            if (component == PortalComponent.Web)
                foreach (var file in Directory.EnumerateFiles(ReleaseCatalog.WebFiles))
                    Copy(file, Path.Combine(folder, path, Path.GetFileName(file)));
            artifacts[component.ToString()] = new(path, Digest.Of(Path.Combine(folder, path)));
        }

        var migrations = ReleaseCatalog.Migrations(note.Tag);
        foreach (var script in migrations)
            Copy(script, Path.Combine(folder, ReleaseLayout.Migrations, Path.GetFileName(script)));

        var manifest = new ReleaseManifest(
            note.Tag,
            note.BuiltAt,
            note.Contract,
            note.Schema,
            note.WorksWithSchema,
            note.Coupled,
            artifacts,
            [.. migrations.Select(script => Path.GetFileName(script))],
            EvidencePack: "evidence/index.json",
            note.Notes
        );
        Write(Path.Combine(folder, manifest.EvidencePack), Evidence(note));
        Write(Path.Combine(folder, "manifest.json"), manifest);
    }

    /// <summary>A good release has everything; the others were let through without the smoke that would have stopped them.</summary>
    private static object Evidence(ReleaseNote note) =>
        new
        {
            note.Tag,
            complete = note.EvidenceComplete,
            items = EvidenceItems.Select(name => new
            {
                name,
                result = note.EvidenceComplete || name.EndsWith("tests", StringComparison.Ordinal)
                    ? "passed"
                    : "not run",
            }),
        };

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
    }

    private static void Write(string path, object content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, JsonSerializer.Serialize(content, SandboxJson.Indented));
    }
}
