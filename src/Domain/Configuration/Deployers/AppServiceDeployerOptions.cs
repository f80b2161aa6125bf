namespace Mcpx.Domain.Configuration;

/// <summary>
/// An Azure App Service whose production slot is swapped with the slot that holds the release to go back to: after an ordinary
/// swap the release before stays in the other slot.
/// </summary>
public sealed record AppServiceDeployerOptions
{
    /// <summary>Id of the subscription.</summary>
    public string Subscription { get; init; } = "";

    /// <summary>The resource group.</summary>
    public string ResourceGroup { get; init; } = "";

    /// <summary>The app's name.</summary>
    public string Site { get; init; } = "";

    /// <summary>The slot that is swapped with production. Default <c>staging</c>.</summary>
    public string Slot { get; init; } = "staging";

    /// <summary>The slot's own address, which must answer the tag before it is swapped, for example <c>https://portal-api-staging.azurewebsites.net</c>.</summary>
    public string SlotAddress { get; init; } = "";

    /// <summary>Whether a swap that took place, but whose tag production does not answer, is undone. Default false: a person decides.</summary>
    public bool SwapBack { get; init; }

    /// <summary>How long production may take to answer the tag after the swap. Default 60 s.</summary>
    public TimeSpan AnswersWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The Azure Resource Manager. Default <c>https://management.azure.com</c>.</summary>
    public string Address { get; init; } = "https://management.azure.com";

    /// <summary>For one answer. Default 30 s. A swap without an answer is unknown and never sent again.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Between two looks where Azure does not say when to look again. Default 5 s.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(5);

    internal void Check(List<ConfigurationError> errors, string key)
    {
        Segment(errors, $"{key}:Subscription", Subscription);
        Segment(errors, $"{key}:ResourceGroup", ResourceGroup);
        Segment(errors, $"{key}:Site", Site);
        Segment(errors, $"{key}:Slot", Slot);
        OptionsValidator.CheckAddress(errors, $"{key}:SlotAddress", SlotAddress);
        DeployerChecks.Address(errors, $"{key}:Address", Address, carriesToken: true);
        errors.NotNegative($"{key}:AnswersWithin", AnswersWithin);
        errors.Positive($"{key}:RequestTimeout", RequestTimeout);
        errors.Positive($"{key}:Poll", Poll);
    }

    /// <summary>A part of a resource's path must not lead to another resource.</summary>
    private static void Segment(List<ConfigurationError> errors, string key, string value)
    {
        if (value.Length == 0 || !value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '(' or ')'))
        {
            errors.Add(new(key, value.Length == 0 ? "none" : value, "must be a name of letters, digits, - _ . ( )"));
        }
    }
}
