using System.Text.RegularExpressions;

namespace Mcpx.Domain.Configuration;

/// <summary>One pattern of <see cref="RouteOptions"/>, ready to be held against many routes.</summary>
public sealed class RoutePattern
{
    private readonly string _text;
    private readonly Regex? _expression;

    /// <param name="pattern">A route, a beginning with <c>*</c> at its end, or an expression that begins with <c>^</c>.</param>
    /// <exception cref="ArgumentException">The expression cannot be read.</exception>
    /// <exception cref="NotSupportedException">The expression looks around or back, which is not linear.</exception>
    public RoutePattern(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        _text = pattern;
        _expression = pattern.StartsWith('^') ? Linear(pattern) : null;
    }

    /// <summary>Whether a route is meant; an empty one stands for a series without the label.</summary>
    public bool Covers(ReadOnlySpan<char> route) =>
        _expression is not null ? _expression.IsMatch(route)
        : _text.EndsWith('*') ? route.StartsWith(_text.AsSpan(..^1), StringComparison.Ordinal)
        : route.SequenceEqual(_text);

    /// <summary>What is wrong with a pattern, for a person to read; null when nothing is.</summary>
    public static string? ProblemOf(string pattern) =>
        pattern.Length == 0 ? "must be a route, a beginning like /api/*, or a regular expression that begins with ^"
        : pattern.StartsWith('^') ? ExpressionProblemOf(pattern)
        : null;

    /// <summary>What is wrong with a regular expression; null when nothing is.</summary>
    internal static string? ExpressionProblemOf(string expression)
    {
        try
        {
            _ = Linear(expression);
            return null;
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            return $"is no regular expression that is matched in linear time: {problem.Message}";
        }
    }

    private static Regex Linear(string expression) =>
        new(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
