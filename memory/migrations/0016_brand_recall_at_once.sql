-- A whole question in one go: every trip to the server waits for a processor twice, which on a busy machine costs more than the
-- search. Row-level security stays in force: this function runs as who asks, and only the one for words looks past it.
DROP FUNCTION brand_items_worded;

-- Where items stand by the words of a message: those that hold every word come first. Ranked are the items near in meaning that
-- are handed in. Where at least `enough` of these hold every word, others that do are farther off and tell nothing new; else the
-- index is asked for more, and where few hold every word, for some that hold any. Of thousands that share common words, which come
-- first tells nothing either. Row-level security keeps `@@` from the index, because it might leak through an error; so this runs
-- as the owner, and reads the brand where row-level security does: nobody can hand in another.
CREATE FUNCTION brand_items_worded(every tsquery, any_of tsquery, near text[], today date, places integer, enough integer)
RETURNS TABLE (id text, place bigint) LANGUAGE plpgsql STABLE ROWS 40 SECURITY DEFINER SET search_path FROM CURRENT
SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    ours constant text := current_setting('agency.brand', true);
    more text[] := '{}';
    held bigint;
BEGIN
    IF numnode(any_of) = 0 THEN
        RETURN;
    END IF;
    -- Materialized: left to itself, the planner looks the words up in the index after all.
    WITH n AS MATERIALIZED (SELECT i.words FROM brand_items i WHERE i.brand = ours AND i.id = ANY (near))
        SELECT count(*) FROM n WHERE n.words @@ every INTO held;
    IF held < enough THEN
        more := ARRAY(
            SELECT i.id FROM brand_items i
            WHERE i.brand = ours AND i.words @@ every AND (i.valid_until IS NULL OR i.valid_until >= today) AND i.replaced_by IS NULL
            LIMIT 60
        );
        IF cardinality(more) < places AND any_of <> every THEN
            more := more || ARRAY(
                SELECT i.id FROM brand_items i
                WHERE i.brand = ours AND i.words @@ any_of AND (i.valid_until IS NULL OR i.valid_until >= today)
                    AND i.replaced_by IS NULL
                LIMIT 100
            );
        END IF;
    END IF;
    RETURN QUERY
        WITH f AS MATERIALIZED (SELECT i.id, i.words FROM brand_items i WHERE i.brand = ours AND i.id = ANY (near || more))
        SELECT f.id, row_number() OVER (ORDER BY f.words @@ every DESC, ts_rank_cd(f.words, any_of) DESC, f.id)
        FROM f WHERE f.words @@ any_of ORDER BY 2 LIMIT places;
END $$;
REVOKE ALL ON FUNCTION brand_items_worded FROM PUBLIC;
GRANT EXECUTE ON FUNCTION brand_items_worded TO agency_brand;

-- The nearest in meaning, nearest first. A small brand is compared whole, a large one through the index; without iterating, the
-- index would give its nearest of all brands, and the filter might leave none of ours.
CREATE FUNCTION brand_items_near(point halfvec, by text, today date, places integer)
RETURNS TABLE (id text, place bigint) LANGUAGE sql STABLE ROWS 40 SECURITY INVOKER
SET plan_cache_mode = force_custom_plan SET hnsw.iterative_scan = 'strict_order' SET hnsw.ef_search = '100' AS $$
    SELECT n.id, row_number() OVER () FROM (
        SELECT i.id FROM brand_items i
        WHERE i.brand = current_setting('agency.brand', true) AND i.model = by AND i.replaced_by IS NULL
            AND (i.valid_until IS NULL OR i.valid_until >= today)
        ORDER BY i.embedding <=> point LIMIT places
    ) AS n
$$;
REVOKE ALL ON FUNCTION brand_items_near FROM PUBLIC;
GRANT EXECUTE ON FUNCTION brand_items_near TO agency_brand;

-- Both rankings, fused by reciprocal rank (the constant is that of Cormack, Clarke and Büttcher, SIGIR 2009): an item in both counts twice.
CREATE FUNCTION brand_items_recalled(
    point halfvec, by text, every tsquery, any_of tsquery, today date, depth integer, wanted integer
)
RETURNS TABLE (id text, score double precision) LANGUAGE plpgsql STABLE ROWS 10 SECURITY INVOKER AS $$
DECLARE
    near constant text[] := ARRAY(SELECT n.id FROM brand_items_near(point, by, today, depth) AS n ORDER BY n.place);
BEGIN
    RETURN QUERY
        SELECT r.id, sum(1.0::double precision / (60 + r.place)) FROM (
            SELECT n.id, n.place FROM unnest(near) WITH ORDINALITY AS n (id, place)
            UNION ALL
            SELECT w.id, w.place FROM brand_items_worded(every, any_of, near, today, depth, wanted) AS w
        ) AS r GROUP BY r.id ORDER BY 2 DESC, 1 LIMIT wanted;
END $$;
REVOKE ALL ON FUNCTION brand_items_recalled FROM PUBLIC;
GRANT EXECUTE ON FUNCTION brand_items_recalled TO agency_brand;
