using System.Collections.Frozen;

namespace Mcpx.Domain.Contracts;

/// <summary>What a scalar of JSON is.</summary>
public enum ScalarKind
{
    /// <summary>Text.</summary>
    String,

    /// <summary>A number, whole or not.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,
}

/// <summary>The shape a JSON value must have (docs/contract-files.md). It speaks of types and names, never of values.</summary>
public abstract record JsonShape
{
    private JsonShape() { }

    /// <summary>Any JSON at all.</summary>
    public sealed record Any : JsonShape;

    /// <summary>An object or an array: what a core endpoint answers at least.</summary>
    public sealed record Document : JsonShape;

    /// <summary>A scalar.</summary>
    /// <param name="Kind">Which.</param>
    public sealed record Scalar(ScalarKind Kind) : JsonShape;

    /// <summary>An array, every item of one shape.</summary>
    /// <param name="Item">That of its items.</param>
    public sealed record ArrayOf(JsonShape Item) : JsonShape;

    /// <summary>An object whose names nobody knows beforehand, every value of one shape.</summary>
    /// <param name="Value">That of its values.</param>
    public sealed record MapOf(JsonShape Value) : JsonShape;

    /// <summary>What may be <c>null</c> besides.</summary>
    /// <param name="Inner">What it is otherwise.</param>
    public sealed record Nullable(JsonShape Inner) : JsonShape;

    /// <summary>An object with named members; members it does not name are allowed, so that a portal may grow.</summary>
    /// <param name="Members">Its members by name.</param>
    public sealed record Object(FrozenDictionary<string, Member> Members) : JsonShape;

    /// <summary>One member of an object.</summary>
    /// <param name="Shape">What it must be.</param>
    /// <param name="Optional">Whether it may be absent.</param>
    public sealed record Member(JsonShape Shape, bool Optional);
}
