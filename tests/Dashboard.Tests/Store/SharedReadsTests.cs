using System.Globalization;
using Mcpx.Dashboard.Store;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Dashboard.Tests.Store;

public sealed class SharedReadsTests
{
    private readonly FakeTimeProvider _time = new();

    private SharedReads Reads => field ??= new(_time);

    [Fact]
    public void Of_SameVersion_IsReadOnceAndTheSameObject()
    {
        var read = 0;
        var first = Reads.Of("INC-0001", 7L, (string? _) => Read());
        var second = Reads.Of("INC-0001", 7L, (string? _) => Read());
        Assert.Same(first, second);
        Assert.Equal(1, read);

        string Read() => string.Create(CultureInfo.InvariantCulture, $"read {++read}");
    }

    [Fact]
    public void Of_AnotherVersion_IsReadAgainFromTheOneBefore()
    {
        _ = Reads.Of("a", 1, (string? _) => "one");
        Assert.Equal("one, two", Reads.Of("a", 2, (string? before) => $"{before}, two"));
    }

    [Fact]
    public void Of_AnotherTypeOrName_IsAnotherValue()
    {
        _ = Reads.Of("a", 1, (string? _) => "text");
        Assert.Equal([1], Reads.Of("a", 1, (int[]? _) => [1]));
        Assert.Equal("other", Reads.Of("b", 1, (string? _) => "other"));
        Assert.Equal(3, Reads.Count);
    }

    [Fact]
    public void Of_ReadThatThrows_KeepsWhatWasAndIsTriedAgain()
    {
        _ = Reads.Of("a", 1, (string? _) => "one");
        Assert.Throws<IOException>(() => Reads.Of<string>("a", 2, _ => throw new IOException("gone")));
        Assert.Equal("one", Reads.Last<string>("a"));
        Assert.Equal("two", Reads.Of("a", 2, (string? _) => "two"));
    }

    [Fact]
    public void Last_NeverRead_IsNothing() => Assert.Null(Reads.Last<string>("a"));

    [Fact]
    public void Of_NotAskedForInFiveMinutes_IsForgotten()
    {
        _ = Reads.Of("old", 1, (string? _) => "one");
        _time.Advance(TimeSpan.FromMinutes(6));
        _ = Reads.Of("new", 1, (string? _) => "two");
        Assert.Null(Reads.Last<string>("old"));
        Assert.Equal(1, Reads.Count);
    }

    [Fact]
    public void Of_ManyNames_KeepsTheNewestOnly()
    {
        for (var i = 0; i < SharedReads.Most + 20; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            _ = Reads.Of($"{i}", 1, (string? _) => "value");
        }

        Assert.Equal(SharedReads.Most, Reads.Count);
        Assert.Null(Reads.Last<string>("0"));
    }

    [Fact]
    public async Task Of_ManyAtOnce_IsReadByOneOfThem()
    {
        var read = 0;
        var all = await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(_ => Task.Run(() => Reads.Of("a", 1, (object? _) => Interlocked.Increment(ref read))))
        );
        Assert.Equal(1, read);
        Assert.All(all, one => Assert.Same(all[0], one));
    }
}
