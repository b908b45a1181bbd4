# Linearised intervals of every score of every service with R's survey package, as its manual
# writes them: a design for each service, svyratio for each score, the logit by the t quantile.
# Arguments: a CSV of case totals (service, y1.., x1..), the caseload, the number of scores, a CSV
# to write. Prints the version and the processor's seconds.
suppressPackageStartupMessages(library(survey))
given <- commandArgs(trailingOnly = TRUE)
cases <- read.csv(given[1])
cases$population <- as.numeric(given[2])
n_scores <- as.integer(given[3])
numerators <- lapply(paste0("~y", seq_len(n_scores)), as.formula)
denominators <- lapply(paste0("~x", seq_len(n_scores)), as.formula)
services <- split(cases, cases$service)

interval <- function(found, df) {
  r <- as.numeric(coef(found))
  half <- qt(0.975, df) * as.numeric(SE(found)) / (r * (1 - r))
  plogis(qlogis(r) + c(-half, half))
}

began <- proc.time()
rows <- lapply(services, function(service) {
  design <- svydesign(ids = ~1, data = service, fpc = ~population)
  df <- degf(design)
  t(sapply(seq_len(n_scores), function(score) {
    interval(svyratio(numerators[[score]], denominators[[score]], design), df)
  }))
})
spent <- proc.time() - began
write.table(do.call(rbind, rows), given[4], sep = ",", row.names = FALSE, col.names = FALSE)
cat(as.character(packageVersion("survey")), spent[["user.self"]] + spent[["sys.self"]], "\n")
