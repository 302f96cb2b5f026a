vcl 4.1;
# The hot page cache. A template: render.ts fills the @NAMES@. Stores only what is tagged, sequenced and without
# cookies; everything else passes. Tags, sequences and leases come from lib/cache. Three numbers are kept here:
# `sequence`, the newest purge heard of; `complete`, the newest purge up to which none was missed; `lease`, until when
# (seconds since 1970) what is held may be served.

import std;
import directors;
import xkey;
import var;
import blob;

# Away after three misses in a row, back with the first answer: one that is short of processor time misses now and then, and
# with all of them away nobody is asked at all.
probe ready {
    .url = "/api/health/ready";
    .interval = 2s;
    .timeout = 1500ms;
    .window = 3;
    .threshold = 1;
    .initial = 1;
}

@BACKENDS@

acl purgers { @PURGERS@ }

sub vcl_init {
    # By URL: HTML, RSC and segments of one page go to one replica and share its render.
    new web = directors.shard();
@MEMBERS@
    web.reconfigure();
    # What passes has nothing to share: it goes to the replicas in turn, or one of them would do every checkout.
    new each = directors.round_robin();
@EACH@
}

sub vcl_recv {
    if (req.restarts == 0) {
        unset req.http.x-unproven;
        # Varnish has added who asks it, which is the edge: on another machine an address that would count as the visitor's.
        set req.http.X-Forwarded-For = regsub(req.http.X-Forwarded-For, ", *[^,]*$", "");
    }
    unset req.http.x-variant;
    unset req.http.x-purged;
    unset req.http.x-complete;
    unset req.http.x-short-grace;
    unset req.http.x-held;
    unset req.http.x-own;
    # Our span of the trace: the edge's with a 1 in front. What the shop does then stands below us.
    if (req.http.traceparent) {
        set req.http.traceparent = regsub(req.http.traceparent, "^(00-[0-9a-f]{32}-)0", "\11");
    }
    # Staff may see what a page is tagged with: asked by a machine that may purge, never through the edge.
    if (client.ip !~ purgers || req.http.X-Forwarded-Host) { unset req.http.x-show-tags; }

    if (req.method == "PURGE" || req.method == "LOCK") {
        # Only from machines that may, and never through the edge, which always names the forwarded host.
        if (client.ip !~ purgers || req.http.X-Forwarded-Host) { return (synth(403, "Forbidden")); }
        # std.integer reads at most 15 digits and answers its fallback for more: fail closed.
        if (req.http.x-purge-seq && std.integer(req.http.x-purge-seq, 0) == 0) { return (synth(400, "Bad sequence")); }
    }

    if (req.method == "PURGE") {
        if (!req.http.xkey-purge) { return (synth(400, "Name the tags in xkey-purge")); }
        # Not wrong, only to be made anew: served once more from grace while it is. No change of data, so no sequence.
        if (req.http.x-soft) {
            set req.http.x-purged = xkey.softpurge(req.http.xkey-purge);
            return (synth(200, "Aged"));
        }
        # The sequence first, so that nothing older gets in after the purge.
        if (std.integer(req.http.x-purge-seq, 0) > std.integer(var.global_get("sequence"), 0)) {
            var.global_set("sequence", req.http.x-purge-seq);
        }
        # A purge before this one never came here: what else is held may be stale.
        if (std.integer(req.http.x-purge-after, 0) > std.integer(var.global_get("complete"), 0)) {
            set req.http.x-purged = xkey.purge("all");
        } else {
            set req.http.x-purged = xkey.purge(req.http.xkey-purge);
        }
        # Tags that do not fit into one request come in several; the last one completes the purge.
        if (req.http.x-purge-last
            && std.integer(req.http.x-purge-seq, 0) > std.integer(var.global_get("complete"), 0)) {
            var.global_set("complete", req.http.x-purge-seq);
        }
        return (synth(200, "Purged"));
    }

    # A lease, in WebDAV's word for it.
    if (req.method == "LOCK") {
        set req.http.x-complete = std.integer(var.global_get("complete"), 0);
        if (std.integer(req.http.x-complete, 0) < std.integer(req.http.x-purge-seq, 0)) {
            # A purge was missed, or is under way. Nothing is trusted until all that is held has gone.
            if (!req.http.x-renew-whole) { return (synth(409, "Behind")); }
            var.global_set("lease", "0");
            if (std.integer(req.http.x-purge-seq, 0) > std.integer(var.global_get("sequence"), 0)) {
                var.global_set("sequence", req.http.x-purge-seq);
            }
            set req.http.x-purged = xkey.purge("all");
            var.global_set("complete", req.http.x-purge-seq);
            return (synth(200, "Empty"));
        }
        var.global_set("lease", req.http.x-lease-until);
        return (synth(200, "Renewed"));
    }

    if (req.method !~ "^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$") { return (synth(405, "Method Not Allowed")); }

    # A small probe of this process itself, for those who balance over several.
    if (req.url == "/.well-known/varnish") { return (synth(200, "OK")); }

    # Who has no cart sees an empty one, on every page: web need not be asked for that. It counts visits, so it hears of one
    # that begins, and of one that has come further.
    if (req.method == "GET" && req.url ~ "^/api/cart\?market=(@MARKETS@)$"
        && req.http.Cookie ~ "(^|; ?)ballast_visit=session(;|$)" && req.http.Cookie !~ "ballast_cart=") {
        set req.http.x-own = "cart";
        return (synth(200, "Empty cart"));
    }

    # Web has just said that it has no place for another cart: for a moment it need not say so to each.
    if (req.method == "POST" && req.url ~ "^/api/cart(\?|$)" && req.http.Cookie !~ "ballast_cart="
        && now <= std.time(var.global_get("no-cart-until"), now - 1s)) {
        set req.http.x-held = "cart";
        return (synth(503, "Busy"));
    }

    set req.backend_hint = each.backend();

    if (req.method != "GET" && req.method != "HEAD") { return (pass); }
    if (req.http.Authorization || req.http.Cookie ~ "__prerender_bypass=") { return (pass); }
    if (req.url ~ "^(/[a-z][a-z](-[a-z]+)?)?/(api|admin|account|cart|checkout|orders)(/|\?|$)") { return (pass); }

    # From here on nobody is known: cacheable pages never see a cookie.
    set req.backend_hint = web.backend(by=URL);
    unset req.http.Cookie;
    # One shop: a name that a visitor makes up neither makes another page nor gets into this one.
    set req.http.host = "@HOST@";
    set req.http.x-forwarded-host = "@HOST@";

    if (req.url ~ "^/(_next/static|art)/") {
        set req.http.x-variant = "asset";
        return (hash);
    }

    # What does not change the page does not make another one.
    set req.url = regsuball(req.url, "([?&])(_rsc|utm_[a-z]+|gclid|fbclid|msclkid|mc_[a-z]+)=[^&]*", "\1");
    set req.url = regsuball(regsuball(req.url, "&&+", "&"), "\?&+", "?");
    set req.url = std.querysort(regsub(req.url, "[?&]+$", ""));
    if (req.url !~ "^(/[a-z][a-z])?/search(\?|$)") { set req.url = regsub(req.url, "\?.*$", ""); }

    # One entry each for HTML, the router's payload and each of its segments; they must never mix.
    if (req.http.rsc == "1") {
        if (req.http.next-router-prefetch && req.http.next-router-segment-prefetch) {
            set req.http.x-variant = "segment " + req.http.next-router-segment-prefetch;
        } else {
            set req.http.x-variant = "rsc";
            unset req.http.next-router-prefetch;
            unset req.http.next-router-segment-prefetch;
        }
    } else {
        set req.http.x-variant = "html";
        unset req.http.rsc;
        unset req.http.next-router-prefetch;
        unset req.http.next-router-segment-prefetch;
    }
    unset req.http.next-router-state-tree;
    unset req.http.next-url;

    # Without a lease this node may have missed a purge that was acknowledged: the page cache behind it answers.
    if (now > std.time(var.global_get("lease"), now - 1s)) { return (pass); }

    # With the application up grace is short; with it down, all we have is served. A hard purge leaves no grace.
    # So it is while the application turns requests away (lib/admission): an older page is better than none.
    set req.grace = 7d;
    if (std.healthy(req.backend_hint) && now > std.time(var.global_get("shed-until"), now - 1s)) {
        set req.grace = 10s;
        set req.http.x-short-grace = "1";
    }
    return (hash);
}

sub vcl_hash {
    hash_data(req.http.x-variant);
}

sub vcl_hit {
    # Accepted just before a purge, indexed just after it. Who fetched it sees that for sure (vcl_deliver); until he has,
    # and of what nobody waited for, whatever is young and older than a purge is not delivered.
    if (@GUARDS@ && obj.http.x-fpc-seq
        && (obj.age < 1s || req.http.x-unproven || (obj.http.x-unseen && obj.age < 10s))
        && std.integer(obj.http.x-fpc-seq, -1) < std.integer(var.global_get("sequence"), 0)) {
        if (req.restarts >= 3) { return (pass); }
        if (req.restarts >= 1) { set req.hash_always_miss = true; }
        set req.http.x-purged = xkey.purge("self:" + blob.encode(encoding=HEX, blob=req.hash));
        return (restart);
    }
}

sub vcl_miss {
    # Nor another search, which is hardly ever one that somebody made before. Any other page may be in the page cache.
    if (req.url ~ "^(/[a-z][a-z])?/search(\?|$)" && now <= std.time(var.global_get("no-search-until"), now - 1s)) {
        set req.http.x-held = "browse";
        return (synth(503, "Busy"));
    }
}

sub vcl_backend_fetch {
    unset bereq.http.x-variant;
    unset bereq.http.x-held;
    unset bereq.http.x-purged;
    unset bereq.http.x-short-grace;
    unset bereq.http.x-show-tags;
    # So long at most stays unknown whether a purge came while a page arrived.
    if (!bereq.uncacheable) { set bereq.between_bytes_timeout = 1s; }
    # A second try goes to the other replica.
    if (bereq.retries > 0) {
        if (bereq.uncacheable) { set bereq.backend = each.backend(); }
        else { set bereq.backend = web.backend(by=URL, alt=bereq.retries); }
    }
}

sub vcl_backend_response {
    # The edge gives up on a page that stops for 100 ms half-way, so a page is sent when it is here whole.
    if (bereq.url !~ "^(/[a-z][a-z](-[a-z]+)?)?/(api|admin|account|cart|checkout|orders)(/|\?|$)") { set beresp.do_stream = false; }

    # Turned away (lib/admission). The first one is given up, so that his second look finds what is in grace. After him who
    # comes here found nothing.
    if (beresp.http.x-shed) {
        set bereq.http.x-known = now <= std.time(var.global_get("shed-until"), now - 1s);
        var.global_set("shed-until", "" + std.time2real(now + 5s, 0.0));
        # As long as web says, so that its places are filled again when they are free. Where no cart has a place, no search has.
        if (beresp.http.x-shed == "cart") {
            var.global_set("no-cart-until", "" + std.time2real(now + std.duration(beresp.http.x-shed-for, 0.3s), 0.0));
        }
        if (beresp.http.x-shed ~ "^(cart|browse)$") {
            var.global_set("no-search-until", "" + std.time2real(now + std.duration(beresp.http.x-shed-for, 0.3s), 0.0));
        }
        unset beresp.http.x-shed-for;
        if (bereq.is_bgfetch || (!bereq.uncacheable && bereq.http.x-known != "true")) { return (abandon); }
        # For a second that is the answer to all who ask for this page: each of them would cost web a look at its cache.
        set beresp.ttl = 1s;
        set beresp.grace = 0s;
        set beresp.keep = 0s;
        return (deliver);
    }
    if (beresp.status >= 500) {
        if (bereq.is_bgfetch) { return (abandon); }
        if (beresp.status != 503 && bereq.retries < 1 && (bereq.method == "GET" || bereq.method == "HEAD")) { return (retry); }
        set beresp.uncacheable = true;
        set beresp.ttl = 0s;
        # An error must not stand before an older page that is in grace.
        set beresp.grace = 0s;
        return (deliver);
    }

    # Rendered before the newest purge: fetch again, normally a hit in Redis.
    if (beresp.http.x-fpc-stale && bereq.uncacheable && bereq.retries < 3) { return (retry); }
    if (bereq.uncacheable) { return (deliver); }
    if (@GUARDS@ && beresp.http.x-fpc-stale
        || (@GUARDS@ && beresp.http.x-fpc-seq && std.integer(beresp.http.x-fpc-seq, -1) < std.integer(var.global_get("sequence"), 0))) {
        if (bereq.retries < 3) { return (retry); }
        # Purged during every try: the last began after the client asked, so it may be sent, but not stored.
        set beresp.uncacheable = true;
        set beresp.ttl = 1s;
        return (deliver);
    }

    if (bereq.url ~ "^/(_next/static|art)/") {
        if (beresp.ttl <= 0s || beresp.status != 200) { set beresp.uncacheable = true; set beresp.ttl = 10s; }
        unset beresp.http.Set-Cookie;
        set beresp.do_gzip = true;
        return (deliver);
    }

    # Fail closed. Hit-for-miss, so that untagged pages are not fetched one after the other.
    if (!beresp.http.xkey || !beresp.http.x-fpc-seq || beresp.http.Set-Cookie
        || beresp.http.Surrogate-Control !~ "max-age=[0-9]+") {
        set beresp.uncacheable = true;
        set beresp.ttl = 30s;
        return (deliver);
    }

    set beresp.ttl = std.duration(regsub(beresp.http.Surrogate-Control, ".*max-age=([0-9]+(\.[0-9])?).*", "\1s"), 0s);
    # As long as lib/cache/kept.ts says.
    set beresp.grace = 7d;
    # A price on it starts or ends then: not served later, whatever is down.
    if (beresp.http.Surrogate-Control ~ "must-revalidate") {
        set beresp.grace = std.duration(regsub(beresp.http.Surrogate-Control, ".*stale-if-error=([0-9]+).*", "\1s"), 0s);
    }
    set beresp.keep = 0s;
    if (bereq.is_bgfetch) { set beresp.http.x-unseen = "1"; }
    set beresp.http.xkey = beresp.http.xkey + " all self:" + blob.encode(encoding=HEX, blob=bereq.hash)
        + " part:" + regsub(blob.encode(encoding=HEX, blob=bereq.hash), "^(.).*", "\1");
    unset beresp.http.Vary;
    if (beresp.http.Content-Type ~ "text/|json|javascript|svg") { set beresp.do_gzip = true; }
    return (deliver);
}

sub vcl_backend_error {
    if (bereq.is_bgfetch) { return (abandon); }
    # A write with a body is tried again only if nobody was sent it: Varnish does not keep a body, and refuses without it.
    if (bereq.retries < 1
        && (bereq.method == "GET" || bereq.method == "HEAD"
            || bereq.http.Content-Length ~ "^[1-9]" || bereq.http.Transfer-Encoding)) { return (retry); }
    set beresp.status = 503;
    set beresp.http.Retry-After = "5";
    set beresp.http.Cache-Control = "no-store";
    if (bereq.url ~ "^/api/") {
        set beresp.http.Content-Type = "application/problem+json";
        synthetic("""@UNAVAILABLE_API@""");
    } else {
        @AWAY_BACKEND@
    }
    return (deliver);
}

sub vcl_synth {
    if (req.http.x-own == "cart") {
        set resp.http.Cache-Control = "private, no-store";
        set resp.http.Content-Type = "application/json";
        # As web does, a look renews the visit.
        set resp.http.Set-Cookie = "@VISIT@";
        set resp.http.x-cache = "OWN";
        @EMPTY_CARTS@
        return (deliver);
    }
    # Turned away on web's word, in its words.
    if (req.http.x-held) {
        set resp.http.Cache-Control = "no-store";
        set resp.http.x-shed = req.http.x-held;
        set resp.http.x-cache = "HELD";
        if (req.http.x-held == "cart") {
            set resp.http.Retry-After = std.integer(real=std.random(1, 5));
            @BUSY_API@
        } else {
            set resp.http.Retry-After = std.integer(real=std.random(4, 11));
            @BUSY@
        }
        return (deliver);
    }
    # The first page that was turned away: now anything in grace will do.
    if (resp.status == 503 && req.http.x-short-grace && req.restarts < 3) { return (restart); }
    if (req.method == "PURGE") {
        set resp.http.x-purged = req.http.x-purged;
    }
    if (req.method == "LOCK") { set resp.http.x-complete = req.http.x-complete; }
    set resp.http.Cache-Control = "no-store";
    # Web broke off, and asking again was not possible.
    if (resp.status == 503) {
        set resp.http.Retry-After = "5";
        if (req.url ~ "^/api/") {
            set resp.http.Content-Type = "application/problem+json";
            synthetic("""@UNAVAILABLE_API@""");
        } else {
            @AWAY@
        }
        return (deliver);
    }
    set resp.http.Content-Type = "text/plain; charset=utf-8";
    synthetic(resp.reason + {"
"});
    return (deliver);
}

sub vcl_deliver {
    # Just fetched and indexed: was there a purge between its headers and now? Then it may have missed it.
    if (@GUARDS@ && obj.hits == 0 && !obj.uncacheable && resp.http.x-fpc-seq && req.restarts < 3
        && std.integer(resp.http.x-fpc-seq, -1) < std.integer(var.global_get("sequence"), 0)) {
        set req.http.x-unproven = "1";
        return (restart);
    }
    if (obj.uncacheable) { set resp.http.x-cache = "PASS"; }
    elsif (resp.http.x-shed && obj.hits > 0) { set resp.http.x-cache = "HELD"; }
    elsif (obj.hits > 0) { set resp.http.x-cache = "HIT"; }
    else { set resp.http.x-cache = "MISS"; }
    # Where the page came from behind us, for people and probes: the Redis page cache or a render.
    if (resp.http.x-fpc && resp.http.x-cache != "HIT") { set resp.http.x-cache = resp.http.x-cache + ", fpc " + resp.http.x-fpc; }
    if (resp.http.x-fpc-seq) {
        # Browsers ask again each time: a page of theirs is out of a purge's reach.
        set resp.http.Cache-Control = "private, no-cache";
        unset resp.http.Age;
    } elsif (resp.http.Content-Type ~ "text/x-component") {
        # Segments of pages, which Next sends without the page's headers.
        set resp.http.Cache-Control = "private, no-cache";
    }
    # Of what moves an order the edge tells our span with its own: it hears when we began and had the answer.
    unset resp.http.x-span;
    if (req.http.traceparent ~ "-01$") {
        set resp.http.x-span = std.time2real(req.time, 0.0) + " " + std.time2real(resp.time, 0.0);
    }
    if (!req.http.x-show-tags) { unset resp.http.xkey; }
    unset resp.http.x-fpc;
    unset resp.http.x-fpc-seq;
    unset resp.http.x-fpc-stale;
    unset resp.http.x-unseen;
    unset resp.http.surrogate-control;
    unset resp.http.x-next-cache-tags;
    unset resp.http.x-nextjs-cache;
    unset resp.http.x-middleware-rewrite;
    unset resp.http.x-powered-by;
    unset resp.http.X-Varnish;
    unset resp.http.Via;
}
