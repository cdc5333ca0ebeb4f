package homestretch.core.exchange.staged;

import homestretch.core.audit.Audit;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.Campaigns;
import homestretch.core.campaign.Closings;
import homestretch.core.department.Departments;
import homestretch.core.goal.Goals;
import homestretch.core.report.Reports;
import homestretch.core.score.Adjustments;
import homestretch.core.score.Schemes;
import homestretch.core.store.Numbers;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where an import reads what stands, and stores what it adds.
 *
 * @param published the latest day of which a campaign's board was published
 */
public record Ports(
    Campaigns campaigns,
    Departments departments,
    Goals goals,
    Reports reports,
    Schemes schemes,
    Adjustments adjustments,
    Closings closings,
    Function<CampaignId, Optional<LocalDate>> published,
    Audit audit,
    Numbers numbers) {}
