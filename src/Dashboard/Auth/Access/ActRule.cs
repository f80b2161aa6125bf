using System.Collections.Immutable;

namespace Mcpx.Dashboard.Auth.Access;

/// <summary>Who may do one thing.</summary>
/// <param name="Act">What.</param>
/// <param name="Words">What it is, for a person: "Approve a plan".</param>
/// <param name="Roles">One of these is needed.</param>
/// <param name="Scope">What an API key needs for it; null where no key may.</param>
/// <param name="Narrowed">What narrows it further, decided where it happens; null for nothing.</param>
internal sealed record ActRule(Act Act, string Words, ImmutableArray<string> Roles, string? Scope, string? Narrowed);
