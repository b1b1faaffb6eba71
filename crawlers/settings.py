"""Scrapy settings: one request at a time, slowly, under our own name."""

BOT_NAME = "Landbote"
SPIDER_MODULES = ["crawlers.spiders"]

# `crawlers.run` appends the operator's contact address, without which it goes nowhere.
USER_AGENT = "Landbote/0.1"
ROBOTSTXT_USER_AGENT = "Landbote"
ROBOTSTXT_OBEY = True
ROBOTSTXT_PARSER = "crawlers.middlewares.robots.Rfc9309Parser"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "de",
}

CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# Scrapy makes as many workers for each page, and reads the source of each generator again
# for a warning: together two fifths of what an unchanged page costs.
CONCURRENT_ITEMS = 1
WARN_ON_GENERATOR_RETURN_VALUE = False
DOWNLOAD_DELAY = 2.0
DOWNLOAD_DELAY_JITTER = 0.0  # jitter would go below the two seconds
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 8_000_000
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}
TWISTED_DNS_RESOLVER = "crawlers.middlewares.addresses.PublicResolver"
DNS_TIMEOUT = 20
NAMES: dict[str, str] = {}  # names and their addresses, instead of all others; for tests
# A proxy would resolve names itself, past the resolver that refuses private addresses.
HTTPPROXY_ENABLED = False

# First come, first served: entries keep the order of the source.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"

RETRY_TIMES = 2
RETRY_AFTER_MAX = 120
# Whether a page that failed ends the run is for the spider to say; an error in the log would.
RETRY_GIVE_UP_LOG_LEVEL = "WARNING"
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
COOKIES_ENABLED = False
HTTPCACHE_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
REFERRER_POLICY = "no-referrer"
MEMUSAGE_LIMIT_MB = 1000

LOG_LEVEL = "WARNING"
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
STATS_DUMP = False

# What is switched off need not even be imported; the last two bring aiohttp and the like.
EXTENSIONS = {
    "crawlers.observe.memory.OwnMemoryUsage": 0,
    "scrapy.extensions.memusage.MemoryUsage": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
}

DOWNLOADER_MIDDLEWARES = {
    "crawlers.middlewares.guard.Guard": 90,
    "crawlers.middlewares.robots.StrictRobots": 100,
    "crawlers.middlewares.reservation.Reservations": 110,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "crawlers.middlewares.retry.PatientRetry": 550,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawlers.middlewares.redirects.StraightRedirects": 600,
    "crawlers.middlewares.replay.Replay": 950,
}
