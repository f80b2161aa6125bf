using System.CommandLine;
using System.CommandLine.Parsing;

namespace Mcpx.Sandbox.Commands;

/// <summary>Options that several verbs have.</summary>
internal static class SharedOptions
{
    public static Option<Uri> Control() =>
        Address("--control", "http://127.0.0.1:5090", "Address of the sandbox's control.");

    public static Option<Uri> Dashboard() =>
        Address("--dashboard", "http://127.0.0.1:5080", "Address of the dashboard.");

    public static Option<T> Required<T>(string name, string description) =>
        new(name) { Description = description, Required = true };

    /// <summary>Api or Web; null when it is not given and need not be.</summary>
    public static Option<PortalComponent?> Component(string description, bool required) =>
        Named<PortalComponent>("--component", description, required);

    /// <summary>A name of an enum in any case; null when it is not given and need not be.</summary>
    public static Option<T?> Named<T>(string name, string description, bool required)
        where T : struct, Enum =>
        new(name)
        {
            Description = description,
            Required = required,
            CustomParser = result => Parse<T>(result, name),
        };

    /// <summary>Reads a name of an enum in any case; what is none is answered with the names there are.</summary>
    public static T? Parse<T>(ArgumentResult result, string what)
        where T : struct, Enum
    {
        var text = result.Tokens.Single().Value;
        var names = Enum.GetNames<T>();
        if (names.Contains(text, StringComparer.OrdinalIgnoreCase))
            return Enum.Parse<T>(text, ignoreCase: true);
        result.AddError($"{what} '{text}': there are only {string.Join(", ", names)}.");
        return null;
    }

    private static Option<Uri> Address(string name, string fallback, string description) =>
        new(name)
        {
            Description = description,
            DefaultValueFactory = _ => new Uri(fallback),
            CustomParser = result =>
            {
                var text = result.Tokens.Single().Value;
                if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
                    return address;
                result.AddError($"{name} '{text}' is not an http address.");
                return null;
            },
        };
}
