-- The search through the index looks at 80 candidates, not 100: what comes back changes in less than one answer of two hundred.
ALTER FUNCTION brand_items_near(halfvec, text, date, integer) SET hnsw.ef_search = '80';
