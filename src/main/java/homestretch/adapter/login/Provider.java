package homestretch.adapter.login;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import homestretch.core.login.Account;
import homestretch.core.login.LoginAttempts;
import homestretch.core.text.Reasons;
import homestretch.core.text.Text;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An identity provider (OpenID Connect): authorization code with proof key, nonce and state. Where
 * its endpoints are is asked once it is needed, and again after trouble; its keys are fetched anew
 * when a token is signed with one that is not known yet.
 */
public final class Provider {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int READ_MILLIS = 10_000;
  private static final int MOST_BYTES = 1024 * 1024;

  /** How far the provider's clock and ours may be apart. */
  private static final int CLOCK_SKEW_SECONDS = 60;

  /** In the order in which one of them is shown. */
  private static final List<String> NAMES =
      List.of("name", "preferred_username", "nickname", "email");

  private final Issuer issuer;
  private final ClientID client;
  private final @Nullable String secret;
  private final @Nullable String roleClaim;
  private volatile @Nullable Known known;

  /** What the provider says of itself. */
  private record Known(OIDCProviderMetadata metadata, IDTokenValidator validator) {}

  /**
   * Whom it vouches for.
   *
   * @param name as it shows it; empty if it says none
   */
  public record Vouched(Account.Identity identity, String name, Set<String> roles) {}

  /** It does not answer, or not as it should: why, for the log and the operator. */
  public static final class Trouble extends Exception {
    private final transient Text why;

    Trouble(Text why, @Nullable Throwable cause) {
      super(why.en(), cause);
      this.why = why;
    }

    /** Said after its name. */
    Text why() {
      return why;
    }
  }

  /**
   * @param secret null: a client that has none, whose proof key has to do
   * @param roleClaim the claim that names roles, such as {@code groups} or {@code
   *     realm_access.roles}; null: none does
   */
  public Provider(
      String issuer, String clientId, @Nullable String secret, @Nullable String roleClaim) {
    this.issuer = new Issuer(issuer);
    this.client = new ClientID(clientId);
    this.secret = secret;
    this.roleClaim = roleClaim;
  }

  /**
   * Asks it where its endpoints are.
   *
   * @throws Trouble if it does not answer, or says that it is another
   */
  public void look() throws Trouble {
    known();
  }

  /** Where the browser is sent, to come back at the address given. */
  URI authorization(LoginAttempts.Attempt attempt, String state, URI back) throws Trouble {
    return new AuthenticationRequest.Builder(
            new ResponseType(ResponseType.Value.CODE),
            new Scope("openid", "profile", "email"),
            client,
            back)
        .endpointURI(known().metadata().getAuthorizationEndpointURI())
        .state(new State(state))
        .nonce(new Nonce(attempt.nonce()))
        .codeChallenge(new CodeVerifier(attempt.verifier()), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /** Trades the code for whom it stands for; what the provider says is checked. */
  Vouched vouched(String code, LoginAttempts.Attempt attempt, URI back) throws Trouble {
    Known at = known();
    try {
      OIDCTokenResponse answer = trade(code, attempt, back, at.metadata());
      IDTokenClaimsSet claims =
          at.validator()
              .validate(
                  Objects.requireNonNull(answer.getOIDCTokens().getIDToken()),
                  new Nonce(attempt.nonce()));
      Map<String, Object> all = claims.toJSONObject();
      String name = name(all);
      Object roles = roleClaim == null ? null : at(all, roleClaim);
      if (name.isEmpty() || (roleClaim != null && roles == null)) {
        Map<String, Object> more =
            userInfo(
                answer.getOIDCTokens().getAccessToken(),
                claims.getSubject().getValue(),
                at.metadata());
        name = name.isEmpty() ? name(more) : name;
        roles = roles == null && roleClaim != null ? at(more, roleClaim) : roles;
      }
      return new Vouched(
          new Account.Identity(claims.getIssuer().getValue(), claims.getSubject().getValue()),
          name,
          roles(roles));
    } catch (Trouble e) {
      throw e;
    } catch (IOException e) {
      known = null;
      throw new Trouble(silent(e), e);
    } catch (Exception e) {
      throw new Trouble(
          new Text("的答复用不了：" + e.getMessage(), "its answer cannot be taken: " + e.getMessage()), e);
    }
  }

  private OIDCTokenResponse trade(
      String code, LoginAttempts.Attempt attempt, URI back, OIDCProviderMetadata metadata)
      throws IOException, ParseException, Trouble {
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(
            new AuthorizationCode(code), back, new CodeVerifier(attempt.verifier()));
    URI endpoint = metadata.getTokenEndpointURI();
    TokenRequest request =
        secret == null
            ? new TokenRequest.Builder(endpoint, client, grant).build()
            : new TokenRequest.Builder(endpoint, authentication(metadata, secret), grant).build();
    var answer = OIDCTokenResponseParser.parse(timed(request.toHTTPRequest()).send());
    if (!answer.indicatesSuccess()) {
      throw new Trouble(
          refuses(String.valueOf(answer.toErrorResponse().getErrorObject().getCode())), null);
    }
    return (OIDCTokenResponse) answer.toSuccessResponse();
  }

  private static Text silent(IOException e) {
    Text why = Reasons.of(e);
    return new Text("没有答复：" + why.zh(), "does not answer: " + why.en());
  }

  private static Text refuses(String code) {
    return new Text("不认登录码：" + code, "refuses the code: " + code);
  }

  /** As the provider takes it; in the header, where it does not say. */
  private ClientAuthentication authentication(OIDCProviderMetadata metadata, String given) {
    List<ClientAuthenticationMethod> taken = metadata.getTokenEndpointAuthMethods();
    boolean inBody =
        taken != null
            && taken.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
            && !taken.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    return inBody
        ? new ClientSecretPost(client, new Secret(given))
        : new ClientSecretBasic(client, new Secret(given));
  }

  /** What it says of the same person elsewhere; nothing, where it says nothing. */
  private static Map<String, Object> userInfo(
      @Nullable AccessToken token, String subject, OIDCProviderMetadata metadata)
      throws IOException, ParseException {
    if (token == null || metadata.getUserInfoEndpointURI() == null) {
      return Map.of();
    }
    UserInfoResponse answer =
        UserInfoResponse.parse(
            timed(new UserInfoRequest(metadata.getUserInfoEndpointURI(), token).toHTTPRequest())
                .send());
    if (!answer.indicatesSuccess()) {
      return Map.of();
    }
    var info = answer.toSuccessResponse().getUserInfo();
    // A token of somebody else must not lend that one's roles (OpenID Connect Core 5.3.2).
    return info != null && info.getSubject().getValue().equals(subject)
        ? info.toJSONObject()
        : Map.of();
  }

  private static HTTPRequest timed(HTTPRequest request) {
    request.setConnectTimeout(CONNECT_MILLIS);
    request.setReadTimeout(READ_MILLIS);
    request.setFollowRedirects(false);
    return request;
  }

  private Known known() throws Trouble {
    Known stands = known;
    if (stands != null) {
      return stands;
    }
    try {
      OIDCProviderMetadata metadata =
          OIDCProviderMetadata.resolve(issuer, CONNECT_MILLIS, READ_MILLIS);
      Known found = new Known(metadata, validator(metadata));
      known = found;
      return found;
    } catch (GeneralException e) {
      throw new Trouble(
          new Text(
              "的自述用不了：" + e.getMessage(),
              "what it says of itself cannot be taken: " + e.getMessage()),
          e);
    } catch (IOException e) {
      throw new Trouble(silent(e), e);
    }
  }

  /** Signed by a key of the provider's own; never by our secret, and never not at all. */
  private IDTokenValidator validator(OIDCProviderMetadata metadata) throws MalformedURLException {
    JWKSource<SecurityContext> keys =
        JWKSourceBuilder.<SecurityContext>create(
                metadata.getJWKSetURI().toURL(),
                new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MOST_BYTES))
            .rateLimited(false)
            .retrying(true)
            .build();
    List<JWSAlgorithm> said = metadata.getIDTokenJWSAlgs();
    Set<JWSAlgorithm> taken =
        (said == null ? List.of(JWSAlgorithm.RS256) : said)
            .stream()
                .filter(JWSAlgorithm.Family.SIGNATURE::contains)
                .collect(Collectors.toCollection(HashSet::new));
    if (taken.isEmpty()) {
      taken.add(JWSAlgorithm.RS256);
    }
    IDTokenValidator validator =
        new IDTokenValidator(issuer, client, new JWSVerificationKeySelector<>(taken, keys), null);
    validator.setMaxClockSkew(CLOCK_SKEW_SECONDS);
    return validator;
  }

  private static String name(Map<String, Object> claims) {
    return NAMES.stream()
        .map(claims::get)
        .filter(value -> value instanceof String text && !text.isBlank())
        .map(String::valueOf)
        .findFirst()
        .orElse("");
  }

  /** A claim by its name, which may hold dots itself, else step by step. */
  private static @Nullable Object at(Map<String, Object> claims, String path) {
    if (claims.containsKey(path)) {
      return claims.get(path);
    }
    Object here = claims;
    for (String step : path.split("\\.")) {
      here = here instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return here;
  }

  private static Set<String> roles(@Nullable Object claim) {
    Set<String> roles = new HashSet<>();
    if (claim instanceof Collection<?> many) {
      many.forEach(
          each -> {
            if (each instanceof String role) {
              roles.add(role);
            }
          });
    } else if (claim instanceof String text) {
      roles.addAll(List.of(text.strip().split("[\\s,]+")));
    }
    return roles;
  }
}
