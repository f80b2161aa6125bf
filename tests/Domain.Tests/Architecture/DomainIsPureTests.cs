using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Tests.Architecture;

/// <summary>What the compiled Domain refers to, read from its metadata: no source can hide it.</summary>
public sealed class DomainIsPureTests
{
    private static readonly Assembly Domain = typeof(IEvent).Assembly;

    private static readonly string[] ForbiddenNamespaces =
    [
        "System.IO",
        "System.Net",
        "System.Data",
        "System.Diagnostics.Process",
        "System.Timers",
        "Microsoft",
    ];

    private static readonly string[] ForbiddenTypes =
    [
        "System.TimeProvider",
        "System.Random",
        "System.Console",
        "System.Diagnostics.Stopwatch",
        "System.Diagnostics.Process",
        "System.Threading.Thread",
        "System.Threading.Timer",
        "System.Threading.Tasks.Task",
        "System.Threading.PeriodicTimer",
        "System.Security.Cryptography.RandomNumberGenerator",
    ];

    [Fact]
    public void Domain_References_AreTheFrameworkOnly() =>
        Assert.All(
            Domain.GetReferencedAssemblies(),
            name => Assert.StartsWith("System.", name.Name, StringComparison.Ordinal)
        );

    [Fact]
    public void Domain_Types_DoNoInputOrOutputAndKnowNoClock()
    {
        using var file = new PEReader(File.OpenRead(Domain.Location));
        var metadata = file.GetMetadataReader();
        var used = metadata
            .TypeReferences.Select(metadata.GetTypeReference)
            .Select(type => (Space: metadata.GetString(type.Namespace), Name: metadata.GetString(type.Name)))
            .ToList();

        Assert.NotEmpty(used);
        Assert.DoesNotContain(used, type => ForbiddenTypes.Contains($"{type.Space}.{type.Name}"));
        Assert.DoesNotContain(
            used,
            type => ForbiddenNamespaces.Any(space => $"{type.Space}.".StartsWith($"{space}.", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Domain_Calls_NeverAskWhatTimeItIsOrMakeAnIdentity()
    {
        using var file = new PEReader(File.OpenRead(Domain.Location));
        var metadata = file.GetMetadataReader();
        var called = metadata
            .MemberReferences.Select(metadata.GetMemberReference)
            .Select(member => metadata.GetString(member.Name))
            .ToHashSet();

        Assert.DoesNotContain(
            called,
            name =>
                name
                    is "get_UtcNow"
                        or "get_Now"
                        or "get_Today"
                        or "get_TickCount"
                        or "get_TickCount64"
                        or "NewGuid"
                        or "CreateVersion7"
                        or "GetEnvironmentVariable"
                        or "get_MachineName"
        );
    }

    [Fact]
    public void Domain_NoType_IsCalledEnvironment() =>
        Assert.DoesNotContain(Domain.GetTypes(), type => type.Name == "Environment");

    [Fact]
    public void Domain_Types_LiveInTheirNamespace() =>
        Assert.All(
            Domain.GetExportedTypes(),
            type => Assert.StartsWith("Mcpx.Domain", type.Namespace, StringComparison.Ordinal)
        );

    [Fact]
    public void Domain_Classes_AreSealedUnlessMadeToBeDerived() =>
        Assert.All(
            Domain.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false }),
            type => Assert.True(type.IsSealed, type.FullName)
        );
}
