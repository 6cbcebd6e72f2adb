// A dispute from its raising to its closing, by the Java client that openapi-generator made.
//
// `make clients-long` compiles it with the client and runs it against a service of its own;
// CONCORD_URL, SCHOOL_TOKEN and SOCIAL_CARE_TOKEN say which service, and who calls.

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.CommandsApi;
import org.openapitools.client.api.DisputesApi;
import org.openapitools.client.api.FeedApi;
import org.openapitools.client.model.*;

public final class Story {
  private static final ApiClient SCHOOL = someone("SCHOOL_TOKEN");
  private static final ApiClient CARE = someone("SOCIAL_CARE_TOKEN");
  private static final Map<String, CommandsApi> AGENCIES =
      Map.of("school", new CommandsApi(SCHOOL), "social-care", new CommandsApi(CARE));

  public static void main(String[] arguments) throws ApiException {
    CommandsApi school = AGENCIES.get("school");
    CommandsApi care = AGENCIES.get("social-care");
    Dispute dispute = raised(school);
    dispute = discussed(care, dispute);
    refused(school, dispute);
    dispute = resolved(school, dispute);
    dispute = checkedBack(school, dispute, CheckBackKind.UNDERSTANDING);
    dispute = checkedBack(care, dispute, CheckBackKind.UNDERSTANDING);
    dispute = checkedBack(care, dispute, CheckBackKind.COMPLETION);
    dispute = fulfilled(dispute);
    expect(dispute.getStatus().equals("closed"), dispute.getNextStep());
    seenAsClosed(dispute);
    System.out.printf(
        "%s: %s at version %d%n",
        dispute.getReference(), dispute.getStatus(), dispute.getVersion());
  }

  private static ApiClient someone(String token) {
    String bearer = "Bearer " + setting(token);
    ApiClient client = new ApiClient();
    client.updateBaseUri(URI.create(setting("CONCORD_URL")).toString());
    return client.setRequestInterceptor(request -> request.header("Authorization", bearer));
  }

  private static String setting(String name) {
    return Objects.requireNonNull(System.getenv(name), name + " is not set");
  }

  private static Dispute raised(CommandsApi school) throws ApiException {
    RaiseDisputeRequest body =
        new RaiseDisputeRequest()
            .partnership("worcestershire")
            .subject(new SubjectInput().kind(SubjectKind.CHILD).reference("SCH-48213"))
            .raisedBy(new RaisedByInput().agency("school").role("Designated safeguarding lead"))
            .responding(
                List.of(new PartyInput().agency("social-care").role("Duty social worker")))
            .category("referral")
            .difference(
                new DifferenceInput()
                    .disputed("The referral was closed with advice only.")
                    .effectOnPerson("Nobody outside school has spoken with the child.")
                    .outcomeWanted("A social worker sees the child this week."))
            .immediateRisk(new ImmediateRiskInput().present(false));
    String key = aKey();
    Dispute first = school.raiseDispute(key, body);
    Dispute again = school.raiseDispute(key, body);
    expect(first.getId().equals(again.getId()), "a repeated command was carried out twice");
    return first;
  }

  private static Dispute discussed(CommandsApi care, Dispute dispute) throws ApiException {
    RecordDiscussionRequest body =
        new RecordDiscussionRequest()
            .method(DiscussionMethod.PHONE)
            .outcome(DiscussionOutcome.AGREED)
            .summary("Went through the chronology together.");
    return care.recordDiscussion(aKey(), tag(dispute), dispute.getId(), body);
  }

  /** A problem says with its status and its body what stood in the way. */
  private static void refused(CommandsApi school, Dispute dispute) {
    try {
      checkedBack(school, dispute, CheckBackKind.UNDERSTANDING);
    } catch (ApiException problem) {
      expect(problem.getCode() == 409, problem.getResponseBody());
      return;
    }
    throw new AssertionError("nothing was resolved, and yet something was checked back");
  }

  private static Dispute resolved(CommandsApi school, Dispute dispute) throws ApiException {
    ActionInput action =
        new ActionInput().what("See the child at school").ownerAgency("social-care");
    ResolveDisputeRequest body =
        new ResolveDisputeRequest()
            .outcome(ResolutionOutcome.AGREED)
            .summary("The referral is reopened.")
            .actions(List.of(action));
    return school.resolveDispute(aKey(), tag(dispute), dispute.getId(), body);
  }

  private static Dispute checkedBack(CommandsApi who, Dispute dispute, CheckBackKind kind)
      throws ApiException {
    RecordCheckBackRequest body =
        new RecordCheckBackRequest().kind(kind).result(CheckBackResult.CONFIRMED);
    return who.recordCheckBack(aKey(), tag(dispute), dispute.getId(), body);
  }

  /** Each agency does what it owes still, one thing after another. */
  private static Dispute fulfilled(Dispute dispute) throws ApiException {
    Dispute now = dispute;
    for (Duty duty : dispute.getDuties()) {
      String agency = duty.getHolder().getAgency();
      if (agency != null && List.of("due", "overdue").contains(duty.getStatus())) {
        now =
            AGENCIES
                .get(agency)
                .fulfilDuty(aKey(), tag(now), now.getId(), duty.getId(), new FulfilDutyRequest());
      }
    }
    return now;
  }

  /** Read again: as a dispute, and in the feed. */
  private static void seenAsClosed(Dispute dispute) throws ApiException {
    Dispute read = new DisputesApi(SCHOOL).getDispute(dispute.getId(), null, null, null, null);
    expect(read.getVersion().equals(dispute.getVersion()), "it is at another version");
    FeedPage feed = new FeedApi(SCHOOL).readEventFeed(null, null, null, null);
    String id = dispute.getId().toString();
    expect(
        feed.getItems().stream().anyMatch(event -> id.equals(String.valueOf(event.getSubject()))),
        "the feed does not tell of it");
  }

  private static String aKey() {
    return UUID.randomUUID().toString();
  }

  /** The version on which the next step is decided, as If-Match has it. */
  private static String tag(Dispute dispute) {
    return "\"" + dispute.getVersion() + "\"";
  }

  private static void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
