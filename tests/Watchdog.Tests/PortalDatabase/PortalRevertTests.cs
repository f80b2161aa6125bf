using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Runner;
using Mcpx.Watchdog.Tests.Support.Tds;

namespace Mcpx.Watchdog.Tests.PortalDatabase;

/// <summary>Keys and flags written back through the real SQL client, over real bytes.</summary>
public sealed class PortalRevertTests : IAsyncDisposable
{
    private readonly PortalBed _bed = new();

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [CulturesFact]
    public async Task Run_Flag_CallsTheRunbooksProcedureOnceWithTypedParameters()
    {
        var result = await _bed.RunAsync(PortalBed.Flag);

        Assert.IsType<StepResult.Succeeded>(result);
        Assert.Equal("0", _bed.Tables.Flag("NewJobs"));
        var call = Assert.Single(_bed.Tables.Writes);
        Assert.Equal("dbo.sp_Feature_Set", call.Procedure);
        Assert.Equal(
            [
                new("@FlagKey", "nvarchar(200)", "NewJobs"),
                new("@IsEnabled", "bit", "0"),
                new("@Scope", "nvarchar(20)", "Prod"),
                new("@TargetRole", "nvarchar(100)", null),
                new("@Description", "nvarchar(500)", "Emergency disable after regression; INC-0001, approved by ada"),
                new("@Actor", "nvarchar(200)", "rollback-bot"),
                new("@RequestId", "nvarchar(100)", PortalBed.StepKey),
            ],
            call.Parameters
        );
    }

    [CulturesFact]
    public async Task Run_Key_KeepsItsTypeAndTagsAsTheyAre()
    {
        Assert.IsType<StepResult.Succeeded>(await _bed.RunAsync(PortalBed.Key));

        Assert.Equal(
            [
                new("@ConfigKey", "nvarchar(200)", "Network:SseKeepAliveSeconds"),
                new("@Value", "nvarchar(max)", "10"),
                new("@ValueType", "nvarchar(50)", "seconds"),
                new("@Scope", "nvarchar(20)", "Prod"),
                new("@Description", "nvarchar(500)", "Rollback to prior stable; INC-0001, approved by ada"),
                new("@Tags", "nvarchar(400)", "network,sse"),
                new("@Actor", "nvarchar(200)", "rollback-bot"),
                new("@RequestId", "nvarchar(100)", PortalBed.StepKey),
            ],
            Assert.Single(_bed.Tables.Writes).Parameters
        );
    }

    [CulturesFact]
    public async Task Run_Written_ShowsBeforeAndAfterFromAuditDatabaseAndInstance()
    {
        var done = Assert.IsType<StepResult.Succeeded>(await _bed.RunAsync(PortalBed.Key));

        Assert.Equal(
            [
                new("Network:SseKeepAliveSeconds before", "'60'", "'60'", Passed: true),
                new(
                    $"AuditEvent of {PortalBed.StepKey}",
                    "1 by rollback-bot: '60' to '10'",
                    "by rollback-bot: '60' to '10'",
                    Passed: true
                ),
                new("Network:SseKeepAliveSeconds in the database", "'10'", "'10'", Passed: true),
                new("Network:SseKeepAliveSeconds on api-1", "'10'", "'10'", Passed: true),
            ],
            done.Checks
        );
        Assert.DoesNotContain("Not measured", done.Summary, StringComparison.Ordinal);
    }

    [CulturesFact]
    public async Task Run_FlagOfOneRole_LeavesEverybodyElseAlone()
    {
        _bed.Tables.SetFlag("NewJobs", on: true, "Admin");

        var done = Assert.IsType<StepResult.Succeeded>(
            await _bed.RunAsync(PortalBed.Flag with { TargetRole = "Admin" })
        );

        Assert.Equal(("1", "0"), (_bed.Tables.Flag("NewJobs"), _bed.Tables.Flag("NewJobs", "Admin")));
        Assert.Contains("no flag of one role", done.Summary, StringComparison.Ordinal);
    }

    [CulturesFact]
    public async Task Run_OnlyProceduresAndTheQuestionForRights_AreCalled()
    {
        await _bed.RunAsync(PortalBed.Key);

        Assert.Single(_bed.Tables.Server.Requests, request => request.Procedure is null);
        Assert.All(
            _bed.Tables.Server.Requests.Where(request => request.Procedure is not null),
            request => Assert.StartsWith("dbo.sp_", request.Procedure, StringComparison.Ordinal)
        );
    }

    [CulturesFact]
    public async Task Run_PrincipalMayMore_WarnsAndGoesOn()
    {
        _bed.Tables.Rights.Add(("UPDATE", "dbo.ConfigSetting"));

        Assert.IsType<StepResult.Succeeded>(await _bed.RunAsync(PortalBed.Key));
        Assert.Contains(
            "rights    warning: the principal may do more than EXECUTE: UPDATE on dbo.ConfigSetting",
            _bed.Output
        );
    }

    [CulturesFact]
    public async Task Run_RightsCannotBeRead_SaysSoAndGoesOn()
    {
        _bed.Tables.Instead = request => request.Procedure is null ? TdsReply.Error(229, "denied") : null;

        Assert.IsType<StepResult.Succeeded>(await _bed.RunAsync(PortalBed.Key));
        Assert.Contains(_bed.Output, line => line.StartsWith("rights    not read", StringComparison.Ordinal));
    }

    [CulturesFact]
    public async Task Run_SomebodyWasThereFirst_WritesNothing()
    {
        _bed.Tables.SetKey(PortalBed.Key.Key, "10", "seconds");

        var done = Assert.IsType<StepResult.Succeeded>(await _bed.RunAsync(PortalBed.Key));

        Assert.Contains("Nothing was written", done.Summary, StringComparison.Ordinal);
        Assert.True(done.Unchanged);
        Assert.Empty(_bed.Tables.Writes);
    }

    [CulturesFact]
    public async Task Run_ThirdValue_FailsAndWritesNothing()
    {
        _bed.Tables.SetKey(PortalBed.Key.Key, "45", "seconds");

        var failed = Assert.IsType<StepResult.Failed>(await _bed.RunAsync(PortalBed.Key));

        Assert.Contains("is '45'; this was approved for '60'", failed.Reason, StringComparison.Ordinal);
        Assert.Equal("'45'", Assert.Single(failed.Checks).Measured);
        Assert.Empty(_bed.Tables.Writes);
    }

    [CulturesFact]
    public async Task Run_ChangedBetweenLookAndWrite_FailsByItsAuditEvent()
    {
        _bed.Tables.Instead = request =>
        {
            if (request.Procedure == "dbo.sp_Config_SetValue")
            {
                _bed.Tables.SetKey(PortalBed.Key.Key, "45", "seconds");
            }

            return null;
        };

        var failed = Assert.IsType<StepResult.Failed>(await _bed.RunAsync(PortalBed.Key));

        Assert.Contains("1 by rollback-bot: '45' to '10'", failed.Reason, StringComparison.Ordinal);
    }

    [CulturesFact]
    public async Task Resume_WrittenBeforeTheCrash_FindsItsAuditEventAndWritesNothing()
    {
        await _bed.RunAsync(PortalBed.Flag);

        var done = Assert.IsType<StepResult.Succeeded>(await _bed.RunAsync(PortalBed.Flag, resumed: true));

        Assert.Contains("written before, and not again", done.Summary, StringComparison.Ordinal);
        Assert.Single(_bed.Tables.Writes);
    }

    [CulturesFact]
    public async Task Retry_WrittenUnderTheFirstRequestId_WritesNothing()
    {
        await _bed.RunAsync(PortalBed.Flag);

        Assert.IsType<StepResult.Succeeded>(await _bed.RunAsync(PortalBed.Flag, attempt: 3));
        Assert.Single(_bed.Tables.Writes);
    }

    [CulturesFact]
    public async Task Retry_NothingWrittenYet_WritesUnderARequestIdOfItsOwn()
    {
        await _bed.RunAsync(PortalBed.Flag, attempt: 2);

        Assert.Equal($"{PortalBed.StepKey}-try2", Assert.Single(_bed.Tables.Writes)["@RequestId"]);
    }

    [CulturesFact]
    public async Task Run_RequestIdIsOlderThanTheIncident_FailsAndWritesNothing()
    {
        _bed.Tables.AddAudit(
            new(
                1,
                "rollback-bot",
                "flag:NewJobs",
                DateTimeOffset.UtcNow.AddDays(-3),
                "1",
                "0",
                Description: null,
                PortalBed.StepKey
            )
        );

        Assert.Contains("before this incident", await ReasonAsync(PortalBed.Flag), StringComparison.Ordinal);
        Assert.Empty(_bed.Tables.Writes);
    }

    [CulturesFact]
    public async Task Run_NoAuditEventAfterwards_Fails()
    {
        _bed.Tables.Instead = request =>
            request.Procedure == "dbo.sp_Config_SetValue" ? WriteWithoutAudit(request) : null;

        Assert.Contains(
            $"AuditEvent of {PortalBed.StepKey}: there is none",
            await ReasonAsync(PortalBed.Key),
            StringComparison.Ordinal
        );
    }

    [CulturesFact]
    public async Task Run_InstanceStillAnswersTheOldValue_FailsAndSaysWhich()
    {
        _bed.InsteadOfApi = path =>
            path.Contains("effective", StringComparison.Ordinal)
                ? ApiReply.Json("""{"values":{"Network:SseKeepAliveSeconds":"60"}}""")
                : null;

        Assert.Contains(
            "Network:SseKeepAliveSeconds on api-1: '60'",
            await ReasonAsync(PortalBed.Key),
            StringComparison.Ordinal
        );
    }

    [CulturesFact]
    public async Task Run_InstanceDoesNotAnswer_SucceedsAndSaysThatItWasNotMeasured()
    {
        _bed.InsteadOfApi = _ => ApiReply.Lost;

        var done = Assert.IsType<StepResult.Succeeded>(await _bed.RunAsync(PortalBed.Key));

        Assert.Contains("Not measured", done.Summary, StringComparison.Ordinal);
        Assert.Contains("api-1", done.Summary, StringComparison.Ordinal);
    }

    [CulturesFact]
    public async Task Run_NoReadProcedures_GoesByInstancesAndAuditRoute()
    {
        _bed.Database = _bed.Database with { ReadFlag = null, ReadConfig = null, ReadAudit = null };

        var done = Assert.IsType<StepResult.Succeeded>(await _bed.RunAsync(PortalBed.Flag));

        Assert.Equal(
            ["NewJobs before", $"AuditEvent of {PortalBed.StepKey}", "NewJobs on api-1"],
            done.Checks.Select(check => check.Name)
        );
    }

    [CulturesFact]
    public async Task Resume_NoReadProcedures_FindsItsAuditEventOnTheRoute()
    {
        _bed.Database = _bed.Database with { ReadFlag = null, ReadAudit = null };
        await _bed.RunAsync(PortalBed.Flag);

        var done = Assert.IsType<StepResult.Succeeded>(await _bed.RunAsync(PortalBed.Flag, resumed: true));

        Assert.Contains("written before, and not again", done.Summary, StringComparison.Ordinal);
        Assert.Single(_bed.Tables.Writes);
    }

    [CulturesFact]
    public async Task Resume_OnlyTheValueCanBeRead_IsTakenForWritten()
    {
        _bed.Database = _bed.Database with { ReadAudit = null };
        await _bed.RunAsync(PortalBed.Flag);
        _bed.InsteadOfApi = _ => ApiReply.Lost;

        var done = Assert.IsType<StepResult.Succeeded>(await _bed.RunAsync(PortalBed.Flag, resumed: true));

        Assert.Contains("written before, as it seems", done.Summary, StringComparison.Ordinal);
        Assert.Single(_bed.Tables.Writes);
    }

    [CulturesFact]
    public async Task Resume_NothingCanBeRead_IsUnknown()
    {
        _bed.Database = _bed.Database with { ReadFlag = null, ReadAudit = null };
        _bed.InsteadOfApi = _ => ApiReply.Lost;

        Assert.IsType<StepResult.Unknown>(await _bed.RunAsync(PortalBed.Flag, resumed: true));
        Assert.Empty(_bed.Tables.Writes);
    }

    [CulturesFact]
    public async Task Run_NothingCanBeRead_WritesNothing()
    {
        _bed.Database = _bed.Database with { ReadFlag = null, ReadAudit = null };
        _bed.InsteadOfApi = _ => ApiReply.Lost;

        Assert.Contains("cannot be read", await ReasonAsync(PortalBed.Flag), StringComparison.Ordinal);
        Assert.Empty(_bed.Tables.Writes);
    }

    [CulturesFact]
    public async Task Run_TypeOfAKeyIsNotKnown_WritesNothing()
    {
        _bed.Database = _bed.Database with { ReadConfig = null };

        Assert.Contains("@ValueType is not known", await ReasonAsync(PortalBed.Key), StringComparison.Ordinal);
        Assert.Empty(_bed.Tables.Writes);
    }

    [CulturesFact]
    public async Task Run_TypeOfAKeyIsConfigured_WritesThat()
    {
        _bed.Database = _bed.Database with
        {
            ReadConfig = null,
            Keys =
            [
                new()
                {
                    Key = "Network:*",
                    ValueType = "seconds",
                    Tags = "network",
                },
            ],
        };

        Assert.IsType<StepResult.Succeeded>(await _bed.RunAsync(PortalBed.Key));
        var call = Assert.Single(_bed.Tables.Writes);
        Assert.Equal(("seconds", "network"), (call["@ValueType"], call["@Tags"]));
    }

    [CulturesFact]
    public async Task Run_ValueLongerThanItsParameter_IsRefusedRatherThanCut()
    {
        var key = new string('k', 201);
        _bed.Tables.SetKey(key, "1");

        Assert.Contains(
            "@ConfigKey has 201 characters; 200 fit",
            await ReasonAsync(new(ChangeKind.Config, key, "1", "2")),
            StringComparison.Ordinal
        );
        Assert.Empty(_bed.Tables.Writes);
    }

    [CulturesFact]
    public async Task Run_LongValue_ArrivesWhole()
    {
        var value = string.Concat(Enumerable.Repeat("https://a.example.com;", 400));

        var result = await _bed.RunAsync(PortalBed.Key with { Value = value });

        Assert.True(result is StepResult.Succeeded, result.ToString());
        Assert.Equal(value, _bed.Tables.Key(PortalBed.Key.Key));
    }

    [CulturesFact]
    public async Task Run_ConfiguredAnewAfterTheApproval_WritesNothing()
    {
        var result = await _bed.RunAsync(
            PortalBed.Flag,
            changed: options => options with { PortalDatabase = _bed.Database with { ConnectionVariable = "ANOTHER" } }
        );

        Assert.Contains("Propose anew", Assert.IsType<StepResult.Failed>(result).Reason, StringComparison.Ordinal);
        Assert.Empty(_bed.Tables.Server.Requests);
    }

    [CulturesFact]
    public async Task Run_NotConfiguredAnyMore_WritesNothing() =>
        Assert.Contains(
            "is not configured now",
            Assert
                .IsType<StepResult.Failed>(
                    await _bed.RunAsync(PortalBed.Flag, changed: options => options with { PortalDatabase = null })
                )
                .Reason,
            StringComparison.Ordinal
        );

    private async Task<string> ReasonAsync(PlanRevert revert) =>
        Assert.IsType<StepResult.Failed>(await _bed.RunAsync(revert)).Reason;

    private TdsReply WriteWithoutAudit(TdsRequest request)
    {
        _bed.Tables.SetKey(request["@ConfigKey"]!, request["@Value"]!, request["@ValueType"]!, request["@Tags"]);
        return TdsReply.Done;
    }
}
