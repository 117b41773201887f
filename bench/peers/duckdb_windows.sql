-- The twelve individual titles of the police as plain SQL over the long tables: no masks, only
-- windows and aggregates, as one would write it in a report. A status is 0 unmet, 1 unsure, 2 met.
-- Placeholders: {folder}, {year}, and one for each code. Honour, merit and kind codes are filled in by name.
--
-- Each run has two ends. `low` counts a year without a recorded level as missed (gaps and
-- islands); `high` counts it as reached, so only a recorded lower level or the joining stops it.

with
person as (
    select person, joined, year(joined) as joined_year
    from read_parquet('{folder}/persons.parquet')
),
rating as (
    select person, year, level
    from read_parquet('{folder}/ratings.parquet')
    where year <= {year}
),
honour as (
    select person, honour, year, given, merit not in ({dot_xuat}, {phong_trao}) as supports
    from read_parquet('{folder}/grants.parquet')
    where year <= {year}
),
title as (  -- one row a person, title and year; đột xuất and chuyên đề never support
    select distinct person, honour, year
    from honour where supports and honour in ({CSTD_CS}, {CSTD_BO})
),
work as (
    select person, year, kind, scope
    from read_parquet('{folder}/works.parquet')
    where year <= {year}
),

-- runs of levels ------------------------------------------------------------------------------
good_island as (
    select person, year, level,
           year + row_number() over (partition by person order by year desc) as island
    from rating where level >= 2
),
excellent_island as (
    select person, year + row_number() over (partition by person order by year desc) as island
    from rating where level >= 3
),
good_low as (
    select person, count(*) as run from good_island where island = {year} + 1 group by person
),
excellent_low as (
    select person, count(*) as run from excellent_island where island = {year} + 1 group by person
),
rating_ends as (
    select person,
           max(year) filter (level between 0 and 1) as not_good,
           max(year) filter (level between 0 and 2) as not_excellent,
           max(level) filter (year = {year}) as level_now  -- -1: not assessed
    from rating group by person
),

-- runs of titles ------------------------------------------------------------------------------
title_island as (
    select person, honour, year,
           year + row_number() over (partition by person, honour order by year desc) as island
    from title
),
title_low as (  -- run ending in the review year
    select person,
           count(*) filter (honour = {CSTD_CS}) as cs,
           count(*) filter (honour = {CSTD_BO}) as bo
    from title_island where island = {year} + 1 group by person
),
title_before as (  -- run ending the year before, for a title of this year that is not yet granted
    select person,
           count(*) filter (honour = {CSTD_CS}) as cs,
           count(*) filter (honour = {CSTD_BO}) as bo
    from (
        select person, honour, year + row_number() over (partition by person, honour order by year desc) as island
        from title where year < {year}
    )
    where island = {year} group by person
),
held as (
    select person,
           bool_or(honour = {CSTT} and year = {year}) as cstt_now,
           bool_or(supports and honour = {CSTD_CS} and year = {year}) as cs_now,
           bool_or(supports and honour = {CSTD_BO} and year = {year}) as bo_now,
           bool_or(supports and honour = {BK_BO}) as bk_bo,
           min(given) filter (supports and honour = {BK_TTG} and given <= {year}) as bk_ttg,
           min(given) filter (supports and honour = {HCLD_3} and given <= {year}) as hcld_3,
           bool_or(honour = {HCHUY_ANTQ} and year < {year}) as had_antq,
           bool_or(honour = {HCCSVV_1} and year < {year}) as had_1,
           bool_or(honour = {HCCSVV_2} and year < {year}) as had_2,
           bool_or(honour = {HCCSVV_3} and year < {year}) as had_3
    from honour group by person
),
works as (
    select person,
           bool_or(year = {year}) as base_now,
           bool_or(scope >= 2) as ministry,
           bool_or(scope >= 3) as national,
           count(*) filter (year > {year} - 2 and kind = {initiative}) as initiatives_last_two,
           count(*) filter (year > {year} - 2 and kind = {project}) as projects_last_two,
           count(*) filter (kind = {initiative}) as initiatives,
           count(*) filter (kind = {project}) as projects
    from work group by person
),

-- the ends of every run, side by side ---------------------------------------------------------
ends as (
    select
        p.person, p.joined, p.joined_year,
        coalesce(g.run, 0) as good_low,
        greatest({year} - greatest(coalesce(r.not_good, 0), p.joined_year - 1), 0) as good_high,
        coalesce(x.run, 0) as excellent_low,
        greatest({year} - greatest(coalesce(r.not_excellent, 0), p.joined_year - 1), 0) as excellent_high,
        coalesce(r.level_now, -1) as level_now,
        coalesce(t.cs, 0) as cs_low, coalesce(t.bo, 0) as bo_low,
        coalesce(b.cs, 0) as cs_before, coalesce(b.bo, 0) as bo_before,
        coalesce(h.cstt_now, false) as cstt_now,
        coalesce(h.cs_now, false) as cs_now, coalesce(h.bo_now, false) as bo_now,
        coalesce(h.bk_bo, false) as bk_bo, h.bk_ttg, h.hcld_3,
        coalesce(h.had_antq, false) as had_antq, coalesce(h.had_1, false) as had_1,
        coalesce(h.had_2, false) as had_2, coalesce(h.had_3, false) as had_3,
        coalesce(w.base_now, false) as base_now, coalesce(w.ministry, false) as ministry,
        coalesce(w.national, false) as national,
        coalesce(w.initiatives_last_two, 0) as initiatives_last_two,
        coalesce(w.projects_last_two, 0) as projects_last_two,
        coalesce(w.initiatives, 0) as initiatives, coalesce(w.projects, 0) as projects
    from person p
    left join good_low g using (person)
    left join excellent_low x using (person)
    left join rating_ends r using (person)
    left join title_low t using (person)
    left join title_before b using (person)
    left join held h using (person)
    left join works w using (person)
),

-- spans: what lies within the run that follows another honour -------------------------------------
span as (
    select
        e.person,
        least(good_low, {year} - coalesce(bk_ttg, {year})) as three_run_low,
        least(good_high, {year} - coalesce(bk_ttg, {year})) as three_run_high,
        least(good_low, {year} - coalesce(hcld_3, {year})) as two_run_low,
        least(good_high, {year} - coalesce(hcld_3, {year})) as two_run_high
    from ends e
),
title_in_span as (
    select
        s.person,
        count(*) filter (t.honour = {CSTD_CS} and t.year > {year} - e.good_low) as cs_good_low,
        count(*) filter (t.honour = {CSTD_CS} and t.year > {year} - e.good_high) as cs_good_high,
        count(*) filter (t.honour = {CSTD_CS} and t.year > {year} - s.three_run_low) as cs_three_low,
        count(*) filter (t.honour = {CSTD_CS} and t.year > {year} - s.three_run_high) as cs_three_high,
        count(*) filter (t.honour = {CSTD_BO} and t.year > {year} - s.two_run_low) as bo_two_low,
        count(*) filter (t.honour = {CSTD_BO} and t.year > {year} - s.two_run_high) as bo_two_high
    from span s join ends e using (person) join title t using (person)
    group by s.person
),
excellent_in_span as (
    select
        s.person,
        count(*) filter (r.level = 3 and r.year > {year} - s.three_run_low) as three_low,
        count(*) filter (r.level = 3 and r.year > {year} - s.three_run_high) as three_seen,
        count(*) filter (r.level >= 0 and r.year > {year} - s.three_run_high) as three_known,
        count(*) filter (r.level = 3 and r.year > {year} - s.two_run_low) as two_low,
        count(*) filter (r.level = 3 and r.year > {year} - s.two_run_high) as two_seen,
        count(*) filter (r.level >= 0 and r.year > {year} - s.two_run_high) as two_known
    from span s join rating r using (person) group by s.person
),

-- each title after the ones that it rests on ------------------------------------------------------
advanced as (  -- Điều 24; "đạt tiêu chuẩn" also where the title is already held
    select *,
           level_now >= 2 as cstt_low,
           level_now >= 2 or level_now = -1 as cstt_high
    from ends join span using (person)
    left join title_in_span using (person)
    left join excellent_in_span using (person)
),
base as (  -- Điều 23
    select *,
           (cstt_low or cstt_now) and (level_now = 3 or base_now) as cs_sure,
           (cstt_high or cstt_now) and (level_now in (3, -1) or base_now) as cs_possible
    from advanced
),
open_base as (
    select *,
           not cs_now and cs_possible as cs_open,
           case when cs_now then cs_low when cs_possible then cs_before + 1 else 0 end as cs_high
    from base
),
ministry as (  -- Điều 22
    select *,
           initiatives_last_two >= 2 or projects_last_two >= 2 as two_alike_lately,
           cs_low >= 3 and ministry as bo_sure,
           cs_high >= 3 and ministry as bo_possible
    from open_base
),
open_ministry as (
    select *,
           not bo_now and bo_possible as bo_open,
           case when bo_now then bo_low when bo_possible then bo_before + 1 else 0 end as bo_high
    from ministry
)
select
    person,
    cstt_low::utinyint + cstt_high::utinyint as CSTT,
    cs_sure::utinyint + cs_possible::utinyint as CSTD_CS,
    bo_sure::utinyint + bo_possible::utinyint as CSTD_BO,
    -- Điều 21
    (bo_low >= 2 and national)::utinyint + (bo_high >= 2 and national)::utinyint as CSTD_TQ,
    -- Điều 74 khoản 1 điểm d
    -- (one initiative with one project, and older works of a longer run, are for people to say)
    ((cs_low >= 2 or excellent_low >= 2) and two_alike_lately)::utinyint
      + (((cs_high >= 2 or excellent_high >= 2)
          and (two_alike_lately or initiatives_last_two + projects_last_two >= 2))
         or (excellent_high >= 3 and (initiatives >= 2 or projects >= 2)))::utinyint as BK_BO_CN,
    -- Điều 73 khoản 1 điểm b
    (bk_bo and good_low >= 5 and coalesce(cs_good_low, 0) >= 3)::utinyint
      + (bk_bo and good_high >= 5 and coalesce(cs_good_high, 0) + cs_open::int >= 3)::utinyint as BK_TTG_CN,
    -- Điều 44 khoản 1 điểm e
    (three_run_low >= 5 and coalesce(cs_three_low, 0) >= 3 and coalesce(three_low, 0) >= 1)::utinyint
      + (three_run_high >= 5 and coalesce(cs_three_high, 0) + cs_open::int >= 3
         and three_run_high - coalesce(three_known, 0) + coalesce(three_seen, 0) >= 1)::utinyint as HCLD_3_CN,
    -- Điều 43 khoản 1
    (two_run_low >= 5 and coalesce(bo_two_low, 0) >= 1 and coalesce(two_low, 0) >= 2)::utinyint
      + (two_run_high >= 5 and coalesce(bo_two_high, 0) + bo_open::int >= 1
         and two_run_high - coalesce(two_known, 0) + coalesce(two_seen, 0) >= 2)::utinyint as HCLD_2_CN,
    -- Điều 56, Điều 57 khoản 2: service to the day on 31/12
    case when not had_antq and joined + interval 25 year <= last_day
         then cstt_low::utinyint + cstt_high::utinyint else 0 end as HCHUY_ANTQ,
    case when not had_1 and joined + interval 20 year <= last_day
         then cstt_low::utinyint + cstt_high::utinyint else 0 end as HCCSVV_1,
    case when not had_2 and joined + interval 15 year <= last_day and joined + interval 20 year > last_day
         then cstt_low::utinyint + cstt_high::utinyint else 0 end as HCCSVV_2,
    case when not had_3 and joined + interval 10 year <= last_day and joined + interval 15 year > last_day
         then cstt_low::utinyint + cstt_high::utinyint else 0 end as HCCSVV_3
from open_ministry, (select make_date({year}, 12, 31) as last_day)
order by person
